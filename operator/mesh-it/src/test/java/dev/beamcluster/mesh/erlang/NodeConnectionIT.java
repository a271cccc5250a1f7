package dev.beamcluster.mesh.erlang;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.testkit.LabNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Behavior that no node in Debian shows any more; the mesh tests cover what real nodes do. */
class NodeConnectionIT {

    private static final NodeName NODE = new NodeName("other", "n0.mesh.test");

    /**
     * What a much older or newer node does when the operator has sent its name (Erlang/OTP, Distribution Protocol).
     */
    @FunctionalInterface
    interface Age {
        void answer(DataInputStream in, DataOutputStream out) throws IOException;
    }

    static Stream<Arguments> ages() {
        return Stream.of(
                age("without any capability", (_, out) -> {
                    status(out, "ok");
                    challenge(out, 'N', 0);
                }),
                age("with a form of the challenge that is not known", (_, out) -> {
                    status(out, "ok");
                    challenge(out, 'X', -1);
                }),
                age("of the handshake before OTP 23", (_, out) -> {
                    status(out, "ok");
                    out.writeShort(11 + NODE.toString().length());
                    out.writeByte('n');
                    out.writeShort(5);
                    out.writeInt(-1);
                    out.writeInt(1);
                    out.writeBytes(NODE.toString());
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ages")
    void aNodeWithAnotherProtocolIsIncompatible(String name, Age age) throws Exception {
        var fault = faultOf(age);

        assertThat(fault.cause()).as("%s", fault).isEqualTo(Cause.INCOMPATIBLE);
        assertThat(fault.detail()).isNotBlank();
    }

    @Test
    void aNodeThatClosesTheConnectionOnTheOperatorsNameIsReportedWithPossibleReasons() throws Exception {
        assertThat(faultOf((_, _) -> {})).isEqualTo(ConnectFaults.CONNECTION_CLOSED);
    }

    /** The statuses that a node may answer to a name (Erlang/OTP, Distribution Protocol). */
    @ParameterizedTest
    @ValueSource(strings = {"nok", "not_allowed", "alive", "a_word_of_the_future"})
    void aNodeThatRefusesTheOperatorIsReportedWithItsStatus(String word) throws Exception {
        var fault = faultOf((_, out) -> status(out, word));

        assertThat(fault.cause()).isEqualTo(Cause.HANDSHAKE_FAILED);
        assertThat(fault.detail()).contains(word);
    }

    @Test
    void aNodeThatAcceptsTheConnectionButStaysSilentIsFrozen() throws Exception {
        assertThat(faultOf((in, _) -> in.transferTo(OutputStream.nullOutputStream())))
                .isEqualTo(new Fault(Cause.HANDSHAKE_TIMEOUT));
    }

    private static Arguments age(String name, Age age) {
        return Arguments.of(name, age);
    }

    /** The fault of connecting to such a node. */
    private static Fault faultOf(Age age) throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var node = Thread.ofVirtual().start(() -> shakeHands(listening, age));

            var attempt = NodeConnection.open(
                    new OperatorNode(new NodeName("beamcluster", "operator.lab.svc"), 1),
                    target(listening.getLocalPort()),
                    NODE,
                    "127.0.0.1",
                    () -> {});
            node.join();

            assertThat(attempt).isInstanceOf(NodeConnection.Attempt.Failed.class);
            return ((NodeConnection.Attempt.Failed) attempt).fault();
        }
    }

    private static void shakeHands(ServerSocket listening, Age age) {
        try (var accepted = listening.accept()) {
            var in = new DataInputStream(accepted.getInputStream());
            var out = new DataOutputStream(accepted.getOutputStream());
            in.skipNBytes(in.readUnsignedShort());
            age.answer(in, out);
            out.flush();
            accepted.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The other side closes the connection, as it should.
        }
    }

    private static void status(DataOutputStream out, String word) throws IOException {
        out.writeShort(1 + word.length());
        out.writeBytes("s" + word);
    }

    private static void challenge(DataOutputStream out, char form, long capabilities) throws IOException {
        byte[] name = NODE.toString().getBytes(StandardCharsets.US_ASCII);
        out.writeShort(19 + name.length);
        out.writeByte(form);
        out.writeLong(capabilities);
        out.writeInt(1);
        out.writeInt(1);
        out.writeShort(name.length);
        out.write(name);
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
