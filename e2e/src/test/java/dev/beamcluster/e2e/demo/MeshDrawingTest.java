package dev.beamcluster.e2e.demo;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MeshStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MissingLink;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;

import static org.assertj.core.api.Assertions.assertThat;

class MeshDrawingTest {

    @Test
    void showsEveryDirectedLinkOfAWholeMesh() {
        var status = status(
                new MeshStatus(6, 6, List.of(), List.of(), List.of()),
                node(0, NodeState.Meshed, null),
                node(1, NodeState.Meshed, null),
                node(2, NodeState.Meshed, null));

        assertThat(new MeshDrawing(status).text()).isEqualTo("""
                           0  1  2
                chat-0  0  ·  ●  ●   Meshed  chat@chat-0  OTP 27
                chat-1  1  ●  ·  ●   Meshed  chat@chat-1  OTP 27
                chat-2  2  ●  ●  ·   Meshed  chat@chat-2  OTP 27

                ● a call was answered   ✗ missing   ? not seen    6 of 6 directed links verified
                """);
    }

    @Test
    void showsWhichLinkIsMissingAndWhichNodeIsNotSeen() {
        var status = status(
                new MeshStatus(
                        6, 1, List.of(new MissingLink("chat@chat-0", "chat@chat-1", "Timeout")), List.of(), List.of()),
                node(0, NodeState.LinksMissing, "LinksMissing"),
                node(1, NodeState.Meshed, null),
                node(2, NodeState.Unreachable, "CookieMismatch"));

        assertThat(new MeshDrawing(status).text()).isEqualTo("""
                           0  1  2
                chat-0  0  ·  ✗  ?   LinksMissing (LinksMissing)  chat@chat-0  OTP 27
                chat-1  1  ●  ·  ?   Meshed  chat@chat-1  OTP 27
                chat-2  2  ?  ?  ·   Unreachable (CookieMismatch)  chat@chat-2  OTP 27

                ● a call was answered   ✗ missing   ? not seen    1 of 6 directed links verified
                """);
    }

    private static BeamClusterStatus status(MeshStatus mesh, NodeStatus... nodes) {
        return new BeamClusterStatus(1L, 3, 3, null, null, List.of(nodes), mesh, List.of(), null, List.of());
    }

    private static NodeStatus node(int ordinal, NodeState state, @Nullable String reason) {
        return new NodeStatus(
                "chat-" + ordinal, "chat@chat-" + ordinal, state, reason, null, null, null, null, "27", "chat 1.4.0");
    }
}
