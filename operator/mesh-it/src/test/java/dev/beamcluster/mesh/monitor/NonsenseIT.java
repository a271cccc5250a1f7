package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.testkit.Lab;
import dev.beamcluster.testkit.LabExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** A node that gives invalid answers harms only itself. */
class NonsenseIT {

    /** Much longer than a fault takes to be seen (docs/benchmarks.md), and shorter than Erlang takes to notice a cut. */
    private static final Duration SEEN = Duration.ofSeconds(20);

    private static final Duration HEALED = Duration.ofSeconds(30);

    @RegisterExtension
    static final LabExtension mesh = new LabExtension(5);

    /**
     * What no honest node answers; {@link BoundedFrameInputStreamTest} has the frames of a node that violates the
     * protocol itself.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ok",
                "[a | b]",
                "[list_to_atom(lists:duplicate(255, 120))]",
                "[list_to_atom(lists:duplicate(255, 16#1F600))]",
                "[self(), make_ref(), 1.0, 1 bsl 4000, #{a => b}, fun erlang:node/0]",
                "lists:duplicate(100000, none)",
                "lists:foldl(fun(_, A) -> [A] end, [], lists:seq(1, 100000))",
                "binary:copy(<<0>>, 10000000)",
                "{badrpc, nodedown}",
                "[{ok, node()}]"
            })
    void aNodeThatAnswersNonsenseAffectsNoOther(String answer) {
        // When
        mesh.node(2).answerEverythingWith(answer);

        // Then
        try {
            var report = mesh.monitored()
                    .eventually(
                            SEEN,
                            seen -> assertThat(seen.unreachable())
                                    .containsOnlyKeys(mesh.node(2).name()));
            assertThat(LabExtension.causes(report))
                    .isSubsetOf(Cause.PROTOCOL_ERROR, Cause.REFUSED, Cause.CALL_TIMEOUT, Cause.HANDSHAKE_FAILED);
            mesh.monitored().stays(Duration.ofSeconds(2), seen -> {
                assertThat(seen.unreachable()).containsOnlyKeys(mesh.node(2).name());
                assertThat(seen.missingLinks()).isEmpty();
            });
        } finally {
            mesh.node(2).kill();
            mesh.node(2).start();
        }
        mesh.monitored().becomesWhole(HEALED);
    }

    @Test
    void anEpmdThatSendsWithoutEndAffectsNoOtherNode() {
        // Given
        mesh.monitored().close();
        mesh.node(3).floodFromEpmd();

        // When
        mesh.watch(Lab::target);

        // Then
        try {
            var report = mesh.monitored()
                    .eventually(
                            Duration.ofSeconds(10),
                            seen -> assertThat(seen.unreachable())
                                    .containsExactly(Map.entry(mesh.node(3).name(), new Fault(Cause.NOT_REGISTERED))));
            assertThat(report.missingLinks()).isEmpty();
        } finally {
            mesh.node(3).kill();
            mesh.node(3).start();
        }
        mesh.monitored().becomesWhole(HEALED);
    }
}
