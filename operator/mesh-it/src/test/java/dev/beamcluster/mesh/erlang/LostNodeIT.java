package dev.beamcluster.mesh.erlang;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.testkit.Lab;
import dev.beamcluster.testkit.LabExtension;
import dev.beamcluster.testkit.LabNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is reported for a node that the operator cannot reach: it is gone, silent, another node than expected, or
 * behind an obstacle.
 */
class LostNodeIT {

    /** Much longer than a fault takes to be seen (docs/benchmarks.md), and shorter than Erlang takes to notice a cut. */
    private static final Duration SEEN = Duration.ofSeconds(20);

    private static final Duration HEALED = Duration.ofSeconds(30);

    @RegisterExtension
    static final LabExtension mesh = new LabExtension(5);

    @Test
    void aDeadVmIsReportedAndItsReplacementJoins() {
        // When
        mesh.node(4).kill();

        // Then
        var _ = mesh.monitored().eventually(SEEN, seen -> {
            assertThat(seen.unreachable()).containsOnlyKeys(mesh.node(4).name());
            // While the VM shuts down, it may first be seen to close connections.
            assertThat(LabExtension.causes(seen)).containsAnyOf(Cause.NOT_REGISTERED, Cause.REFUSED);
        });

        // When
        mesh.node(4).start();

        // Then
        mesh.monitored().becomesWhole(HEALED);
    }

    @Test
    void onlyAFrozenVmIsReported() {
        // When
        mesh.node(2).freeze();

        // Then
        try {
            var report = mesh.monitored()
                    .eventually(
                            SEEN,
                            seen -> assertThat(seen.unreachable())
                                    .containsOnlyKeys(mesh.node(2).name()));
            assertThat(report.missingLinks().keySet())
                    .allMatch(link -> link.to().equals(mesh.node(2).name()));
            var _ = mesh.monitored()
                    .eventually(
                            Duration.ofSeconds(10),
                            seen -> assertThat(seen.unreachable())
                                    .containsExactly(
                                            Map.entry(mesh.node(2).name(), new Fault(Cause.HANDSHAKE_TIMEOUT))));
        } finally {
            mesh.node(2).thaw();
        }
        mesh.monitored().becomesWhole(HEALED);
    }

    @Test
    void aNodeThatDoesNotHandleCallsIsReportedUntilItDoes() {
        // When only the process that answers calls is suspended
        assertThat(mesh.node(1).ask("sys, suspend, [rex]")).isEqualTo("ok");

        // Then
        try {
            var reported = Map.of(mesh.node(1).name(), new Fault(Cause.CALL_TIMEOUT));
            var report = mesh.monitored()
                    .eventually(SEEN, seen -> assertThat(seen.unreachable()).isEqualTo(reported));
            assertThat(report.isSeenByAPeer(mesh.node(1).name())).isTrue();
            mesh.monitored().stays(Duration.ofSeconds(8), seen -> {
                assertThat(seen.unreachable()).isEqualTo(reported);
                assertThat(seen.missingLinks()).isEmpty();
            });
        } finally {
            assertThat(mesh.node(1).ask("sys, resume, [rex]")).isEqualTo("ok");
        }

        // And late answers to earlier calls are not mistaken for others
        mesh.monitored().becomesWhole(SEEN);
        mesh.monitored()
                .stays(Duration.ofSeconds(4), seen -> assertThat(seen.isWhole()).isEqualTo(MeshReport.Wholeness.WHOLE));
    }

    @Test
    void aWrongCookieIsReported() {
        restartedOtherwise(mesh.node(0).name().toString(), "another", Cause.COOKIE_MISMATCH);
    }

    @Test
    void aWrongNameIsReported() {
        restartedOtherwise("other@" + mesh.node(0).name().host(), LabNode.COOKIE.value(), Cause.NAME_MISMATCH);
    }

    @Test
    void aWrongHostIsReported() {
        restartedOtherwise("lab@" + mesh.node(0).address(), LabNode.COOKIE.value(), Cause.NAME_MISMATCH);
    }

    private void restartedOtherwise(String asName, String cookie, Cause expected) {
        var node = mesh.node(0);
        node.kill();
        try {
            // When
            node.start(asName, cookie, "");

            // Then
            var _ = mesh.monitored().eventually(HEALED, seen -> {
                assertThat(seen.unreachable()).containsOnlyKeys(node.name());
                assertThat(LabExtension.causes(seen)).containsExactly(expected);
            });
        } finally {
            node.kill();
            node.start();
        }
        mesh.monitored().becomesWhole(HEALED);
    }

    /** What is between a node and a newly started operator, what is reported, and whether the peers see the node. */
    static Stream<Arguments> obstacles() {
        return Stream.of(
                obstacle("epmd is gone", LabNode::killEpmd, new Fault(Cause.REFUSED, "epmd, port 4369"), true),
                obstacle("epmd is silent", LabNode::freezeEpmd, new Fault(Cause.CALL_TIMEOUT, "epmd, port 4369"), true),
                obstacle(
                        "epmd is cut off",
                        node -> node.cutOperatorFrom("4369"),
                        new Fault(Cause.CONNECT_TIMEOUT, "epmd, port 4369"),
                        true),
                obstacle(
                        "the distribution is cut off",
                        node -> node.cutOperatorFrom("9100:9109"),
                        new Fault(Cause.CONNECT_TIMEOUT, "distribution port"),
                        true),
                obstacle("the operator is not allowed", LabNode::allowPeersOnly, ConnectFaults.NOT_ALLOWED, true),
                obstacle("the VM is silent", LabNode::freeze, new Fault(Cause.HANDSHAKE_TIMEOUT), false));
    }

    private static Arguments obstacle(String name, Consumer<LabNode> put, Fault reported, boolean seenByPeers) {
        return Arguments.argumentSet(name, put, reported, seenByPeers);
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void aNewOperatorReportsWhetherEpmdOrTheVmIsUnreachable(
            Consumer<LabNode> put, Fault reported, boolean seenByPeers) {
        // Given
        mesh.monitored().close();
        put.accept(mesh.node(3));

        // When
        mesh.watch(Lab::target);

        // Then
        try {
            var report = mesh.monitored()
                    .eventually(
                            SEEN,
                            seen -> assertThat(seen.unreachable())
                                    .isEqualTo(Map.of(mesh.node(3).name(), reported)));
            assertThat(report.isSeenByAPeer(mesh.node(3).name())).isEqualTo(seenByPeers);
        } finally {
            mesh.restore();
            mesh.node(3).thawEpmd();
            mesh.node(3).kill();
            mesh.node(3).start();
        }
        mesh.monitored().becomesWhole(HEALED);
    }
}
