package dev.beamcluster.operator.status;

import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

/** All situations in the tables of the rules' tests. */
final class Situations {

    private Situations() {}

    static Stream<Situation> all() {
        return Stream.of(
                        MeshedRuleTest.situations(),
                        RemediesTest.situations(),
                        UniformRuleTest.situations(),
                        PodsReadyRuleTest.situations(),
                        ReconcilingRuleTest.situations(),
                        UnappliedSpecTest.situations(),
                        NodeStatusesTest.situations())
                .flatMap(table -> table)
                .map(Situations::first);
    }

    private static Situation first(Arguments row) {
        return (Situation) row.get()[0];
    }
}
