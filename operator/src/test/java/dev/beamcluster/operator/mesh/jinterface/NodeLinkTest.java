package dev.beamcluster.operator.mesh.jinterface;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import dev.beamcluster.operator.mesh.Cause;
import dev.beamcluster.operator.mesh.MeshTarget;
import dev.beamcluster.operator.mesh.NodeName;
import dev.beamcluster.operator.mesh.Protocol;

import static org.assertj.core.api.Assertions.assertThat;

/** What no node that Debian still has does; whatever a real one does is in the mesh tests. */
class NodeLinkTest {

    private static final NodeName NODE = new NodeName("old", "n0.mesh.test");

    @Test
    void aReleaseThatLacksWhatTheHandshakeDemandsIsIncompatible() throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var node = Thread.ofVirtual().start(() -> offerNothing(listening));

            // When
            var attempt = NodeLink.open(
                    new NodeName("beamcluster", "operator.lab.svc"),
                    target(listening.getLocalPort()),
                    NODE,
                    "127.0.0.1",
                    1,
                    () -> {});
            node.join();

            // Then
            assertThat(attempt)
                    .isInstanceOfSatisfying(
                            NodeLink.Attempt.Failed.class,
                            failed -> assertThat(failed.fault().cause()).isEqualTo(Cause.INCOMPATIBLE));
        }
    }

    /** Goes through the handshake as a node without any capability would (Erlang/OTP, Distribution Protocol). */
    private static void offerNothing(ServerSocket listening) {
        try (var accepted = listening.accept()) {
            var in = new DataInputStream(accepted.getInputStream());
            var out = new DataOutputStream(accepted.getOutputStream());
            in.skipNBytes(in.readUnsignedShort());
            out.writeShort(3);
            out.writeBytes("sok");
            byte[] name = NODE.toString().getBytes(StandardCharsets.US_ASCII);
            out.writeShort(19 + name.length);
            out.writeByte('N');
            out.writeLong(0);
            out.writeInt(1);
            out.writeInt(1);
            out.writeShort(name.length);
            out.write(name);
            out.flush();
            var _ = in.read();
        } catch (IOException e) {
            // The other side hangs up, as it should.
        }
    }

    private static MeshTarget target(int port) {
        return new MeshTarget(
                LabNode.COOKIE,
                new Protocol(OptionalInt.of(port), false, Optional.empty()),
                List.of(),
                List.of(),
                MeshTarget.Formation.APPLICATION,
                MeshTarget.Healing.NONE,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
    }
}
