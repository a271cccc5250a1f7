package dev.beamcluster.operator.desired.validation;

import java.util.stream.Stream;

/** A rule that earlier releases did not have: a BeamCluster that already runs may break it without harm. */
final class NewRule {

    private NewRule() {}

    /** Returns the one problem of a field that breaks the rule. */
    static Stream<Problem> broken(String field, String why, String remedy) {
        return Stream.of(Problem.ofNewRule(field, why, remedy));
    }
}
