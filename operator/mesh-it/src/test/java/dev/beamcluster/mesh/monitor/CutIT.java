package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.testkit.LabExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What the operator sees of five real nodes while packets between them are dropped. */
class CutIT {

    private static final int SIZE = 5;

    /** Much longer than a fault takes to be seen (docs/benchmarks.md), and shorter than Erlang takes to notice a cut. */
    private static final Duration SEEN = Duration.ofSeconds(20);

    private static final Duration HEALED = Duration.ofSeconds(30);

    @RegisterExtension
    static final LabExtension mesh = new LabExtension(SIZE);

    @ParameterizedTest
    @MethodSource("pairs")
    void aCutIsReportedForItsTwoNodesOnly(int one, int other) {
        // When
        mesh.node(one).cut(mesh.node(other));

        // Then
        var report = mesh.monitored()
                .eventually(
                        SEEN,
                        seen -> assertThat(seen.missingLinks())
                                .containsOnlyKeys(mesh.links(List.of(one), List.of(other))));
        assertThat(report.missingLinks().values()).containsOnly(new Fault(Cause.CALL_TIMEOUT));
        assertThat(report.islands()).hasSize(1);

        // When
        mesh.restore();

        // Then
        mesh.monitored().becomesWhole(HEALED);
    }

    static Stream<Arguments> pairs() {
        return IntStream.range(0, SIZE)
                .boxed()
                .flatMap(one -> IntStream.range(one + 1, SIZE).mapToObj(other -> Arguments.of(one, other)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aNodeThatIsCutOffFromItsPeersIsAnIslandOfItsOwn(int alone) {
        // Given
        var others = IntStream.range(0, SIZE)
                .filter(ordinal -> ordinal != alone)
                .boxed()
                .toList();

        // When
        others.forEach(other -> mesh.node(alone).cut(mesh.node(other)));

        // Then
        var report = mesh.monitored()
                .eventually(
                        SEEN,
                        seen -> assertThat(seen.missingLinks()).containsOnlyKeys(mesh.links(List.of(alone), others)));
        assertThat(report.islands()).containsExactly(mesh.names(others), mesh.names(List.of(alone)));
        assertThat(report.unreachable()).isEmpty();
    }

    @Test
    void aCutBetweenTwoAndThreeNodesMakesTwoIslands() {
        // Given
        var three = List.of(0, 2, 4);
        var two = List.of(1, 3);

        // When
        three.forEach(one -> two.forEach(other -> mesh.node(one).cut(mesh.node(other))));

        // Then
        var report = mesh.monitored()
                .eventually(SEEN, seen -> assertThat(seen.missingLinks()).containsOnlyKeys(mesh.links(three, two)));
        assertThat(report.islands()).containsExactly(mesh.names(three), mesh.names(two));
    }

    @Test
    void losingOneDirectionLosesTheLink() {
        // When
        mesh.node(1).drop(mesh.node(3));

        // Then
        var _ = mesh.monitored()
                .eventually(
                        SEEN,
                        seen -> assertThat(seen.missingLinks()).containsOnlyKeys(mesh.links(List.of(1), List.of(3))));

        // And the direction in which packets are lost is named, once retransmitted packets have passed in the other
        var lost = new Fault(
                Cause.ONE_DIRECTION,
                "packets from " + mesh.node(3).name() + " do not arrive at "
                        + mesh.node(1).name());
        var _ = mesh.monitored()
                .eventually(
                        Duration.ofSeconds(30),
                        seen -> assertThat(seen.missingLinks().values()).containsExactly(lost, lost));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 40})
    void anOperatorThatIsCutOffFromOneNodeIsBlindOnlyDuringTheCut(int seconds) {
        // When
        mesh.node(2).cutOperator();

        // Then
        var report = mesh.monitored()
                .eventually(
                        SEEN,
                        seen -> assertThat(seen.unreachable())
                                .containsOnlyKeys(mesh.node(2).name()));
        assertThat(report.isWhole()).isEqualTo(MeshReport.Wholeness.UNKNOWN);
        assertThat(report.isSeenByAPeer(mesh.node(2).name())).isTrue();
        mesh.monitored()
                .stays(
                        Duration.ofSeconds(seconds),
                        seen -> assertThat(seen.isWhole()).isEqualTo(MeshReport.Wholeness.UNKNOWN));

        // When
        mesh.restore();

        // Then
        mesh.monitored().becomesWhole(SEEN);
    }
}
