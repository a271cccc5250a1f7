package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.mesh.Cause;
import dev.beamcluster.operator.observed.Elapsed;
import dev.beamcluster.operator.observed.PodTrouble;

import static dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState.Leaving;
import static dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState.LinksMissing;
import static dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState.Meshed;
import static dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState.Starting;
import static dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState.Unknown;
import static dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState.Unreachable;
import static org.assertj.core.api.Assertions.assertThat;

class NodeStatusesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** Each situation with the entry of its last node. */
    static Stream<Arguments> situations() {
        return Stream.of(
                row(s -> s, Meshed, null, null),
                row(Situation::neverProbed, Unknown, null, null),
                row(s -> s.withoutPodsFrom(2), Starting, "PodsStarting", "no pod yet"),
                row(s -> s.starting(2), Starting, "PodsStarting", "container is not running"),
                row(
                        s -> s.failing(2),
                        Starting,
                        "ImagePullBackOff",
                        "image chat:2 cannot be pulled (ImagePullBackOff): check spec.image, and imagePullSecrets in"
                                + " spec.template.spec"),
                row(s -> s.deleting(2), Leaving, "Replaced", "pod is terminating and will be replaced"),
                row(s -> s.deleting(2).draining("chat-2"), Leaving, "Draining", "drain function is running"),
                row(s -> s.leaving(3), Leaving, "ScaledDown", "scaled down: pod is terminating, or is next"),
                row(s -> s.leavingNow(3).draining("chat-3"), Leaving, "Draining", "drain function is running"),
                row(
                        s -> s.leavingNow(3).refused(),
                        Leaving,
                        "ScaledDown",
                        "scaled down: pod is terminating, or is next"),
                row(
                        s -> s.lost(2, Cause.HANDSHAKE_TIMEOUT),
                        Unreachable,
                        "HandshakeTimeout",
                        "the port accepts connections but the VM does not respond (stopped or stuck)"),
                row(
                        s -> s.cut(2, 0, Cause.NOT_CONNECTED).cut(2, 1, Cause.NOT_CONNECTED),
                        LinksMissing,
                        "NotConnected",
                        "cannot call chat-0, chat-1: not connected"),
                row(
                        s -> s.cut(2, 0, Cause.CONNECT_TIMEOUT).cut(2, 1, Cause.NOT_CONNECTED),
                        LinksMissing,
                        "ConnectTimeout",
                        "cannot call chat-0: connection timed out (packets dropped, or the Kubernetes node is down);"
                                + " chat-1: not connected"));
    }

    private static Arguments row(
            UnaryOperator<Situation> change, NodeState state, @Nullable String reason, @Nullable String message) {
        return Arguments.of(change.apply(Situation.whole(3, NOW)), state, reason, message);
    }

    @ParameterizedTest
    @MethodSource("situations")
    void anEntryReportsTheNodesFault(
            Situation situation, NodeState state, @Nullable String reason, @Nullable String message) {
        assertThat(situation.status(null, NOW).nodes().getLast())
                .extracting(NodeStatus::state, NodeStatus::reason, NodeStatus::message)
                .containsExactly(state, reason, message);
    }

    @Test
    void aNodeKeepsItsTimeWhileItIsInTheSameState() {
        BeamClusterStatus whole = Situation.whole(2, NOW).status(null, NOW);
        BeamClusterStatus cut = Situation.whole(2, NOW).apart(0, 1).status(whole, NOW.plusSeconds(4));

        assertThat(whole.nodes()).extracting(NodeStatus::since).containsOnly("2026-01-01T00:00:00Z");
        assertThat(Situation.whole(2, NOW).status(whole, NOW.plusSeconds(4))).isEqualTo(whole);
        assertThat(cut.nodes()).extracting(NodeStatus::since).containsOnly("2026-01-01T00:00:04Z");
    }

    @Test
    void anExplanationDoesNotChangeTheTimeOfAState() {
        // Given a node that starts, and the cause of its delay, which is found later
        var waits = new PodTrouble.WaitsForInitContainer("migrate", false, new Elapsed(Duration.ofSeconds(10)));
        BeamClusterStatus starting = Situation.whole(2, NOW).starting(1).status(null, NOW);
        BeamClusterStatus explained =
                Situation.whole(2, NOW).with(1, ChatNodes.down(1, waits)).status(starting, NOW.plusSeconds(10));
        BeamClusterStatus failing = Situation.whole(2, NOW).failing(1).status(explained, NOW.plusSeconds(20));

        assertThat(explained.nodes().getLast())
                .returns("InitContainerRunning", NodeStatus::reason)
                .returns("2026-01-01T00:00:00Z", NodeStatus::since);
        assertThat(Situation.whole(2, NOW)
                        .starting(1)
                        .status(explained, NOW.plusSeconds(11))
                        .nodes()
                        .getLast()
                        .since())
                .isEqualTo("2026-01-01T00:00:00Z");
        assertThat(failing.nodes().getLast().reason()).isEqualTo("ImagePullBackOff");
    }

    @Test
    void anEntryHasTheNodesOwnInfo() {
        assertThat(Situation.whole(1, NOW).status(null, NOW).nodes().getFirst())
                .extracting(NodeStatus::node, NodeStatus::revision, NodeStatus::otpRelease, NodeStatus::release)
                .containsExactly("chat@chat-0.nodes", "chat-1", "27", "chat 1.4.0");
    }
}
