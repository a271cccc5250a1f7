package dev.beamcluster.mesh.erlang;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.testkit.JavaNode;
import dev.beamcluster.testkit.JavaNode.Manner;
import dev.beamcluster.testkit.LabNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Each node has one connection for as long as it works. */
class NodeConnectionsIT {

    private static final OperatorNode OPERATOR = new OperatorNode(new NodeName("beamcluster", "operator.lab.svc"), 1);

    @Test
    void aSilentConnectionIsReopenedUnlessADrainUsesIt() throws Exception {
        try (var node = new JavaNode(Manner.ANSWERS);
                var connections = new NodeConnections(OPERATOR, () -> {})) {
            // Given a connection without an answer for two rounds
            var target = target(node, List.of(node.member()), List.of());
            var connection = connect(connections, target, node);
            connection.unanswered();
            connection.unanswered();

            // When
            connection.drainStarted();

            // Then
            assertThat(connect(connections, target, node)).isSameAs(connection);

            // When
            connection.drainEnded();

            // Then
            assertThat(connect(connections, target, node)).isNotSameAs(connection);
        }
    }

    @Test
    void aNodeThatHasNotNoticedTheEndOfAConnectionIsAskedAgain() throws Exception {
        try (var node = new JavaNode(
                        Manner.ANSWERS, Manner.ALREADY_CONNECTED, Manner.ALREADY_CONNECTED, Manner.ANSWERS);
                var connections = new NodeConnections(OPERATOR, () -> {})) {
            // Given
            var target = target(node, List.of(node.member()), List.of());
            var connection = connect(connections, target, node);

            // When it is silent, and therefore replaced
            connection.unanswered();
            connection.unanswered();

            // Then
            assertThat(connect(connections, target, node)).isNotSameAs(connection);
            assertThat(node.connections()).isEqualTo(4);
        }
    }

    @Test
    void aNodeThatKeepsAnEarlierConnectionIsReported() throws Exception {
        try (var node = new JavaNode(Manner.ALREADY_CONNECTED);
                var connections = new NodeConnections(OPERATOR, () -> {})) {
            var attempt = connections.connect(
                    JavaNode.NAME,
                    node.member().address().orElseThrow(),
                    target(node, List.of(node.member()), List.of()));

            assertThat(attempt).isEqualTo(new NodeConnection.Attempt.Failed(ConnectFaults.STILL_CONNECTED));
        }
    }

    @Test
    void aConnectionOpenedAfterCloseIsClosed() throws Exception {
        try (var node = new JavaNode(Manner.ANSWERS)) {
            var connections = new NodeConnections(OPERATOR, () -> {});
            connections.close();

            var attempt = connections.connect(
                    JavaNode.NAME, node.member().address().orElseThrow(), target(node, List.of(), List.of()));

            assertThat(attempt).isInstanceOf(NodeConnection.Attempt.Failed.class);
            assertThat(connections.byNode()).isEmpty();
        }
    }

    @Test
    void aNodeWithAFormerCookieIsReached() throws Exception {
        try (var node = new JavaNode(Manner.ANSWERS);
                var connections = new NodeConnections(OPERATOR, () -> {})) {
            // Given
            var before = target(node, List.of(node.member()), List.of());
            var after = new MeshTarget(
                    new Cookie("changed"),
                    List.of(new Cookie("never"), LabNode.COOKIE),
                    before.protocol(),
                    before.members(),
                    before.leaving(),
                    before.formation(),
                    before.healing(),
                    before.retransmitsEverySecond(),
                    before.interval(),
                    before.timeout());

            // Then
            assertThat(connect(connections, after, node).handshake().cookie()).isEqualTo(LabNode.COOKIE);
        }
    }

    private static NodeConnection connect(NodeConnections connections, MeshTarget target, JavaNode node)
            throws InterruptedException {
        var attempt = connections.connect(JavaNode.NAME, node.member().address().orElseThrow(), target);
        assertThat(attempt).isInstanceOf(NodeConnection.Attempt.Connected.class);
        return ((NodeConnection.Attempt.Connected) attempt).connection();
    }

    private static MeshTarget target(JavaNode node, List<Member> members, List<Member> leaving) {
        return new MeshTarget(
                LabNode.COOKIE,
                node.protocol(),
                members,
                leaving,
                MeshTarget.Formation.APPLICATION,
                MeshTarget.Healing.NONE,
                Duration.ofSeconds(1),
                Duration.ofMillis(1500));
    }
}
