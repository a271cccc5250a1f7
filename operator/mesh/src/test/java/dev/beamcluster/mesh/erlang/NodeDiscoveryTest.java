package dev.beamcluster.mesh.erlang;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What answers on epmd's port need not be epmd: behind a port-forward, a port that nobody listens on accepts and closes. */
class NodeDiscoveryTest {

    private static final String LOCAL = "127.0.0.1";

    /** The port of epmd, 4369, as its answer begins. */
    private static final String PORT = "\0\0\u0011\u0011";

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\0\0", "\0\0\u0011", "HTTP/1.1 400 Bad Request\r\n\r\n", "\0\0\0\u0001name chat at port 1\n"
            })
    void anAnswerThatIsNotEpmdsIsNone(String answer) throws IOException {
        try (var server = new Answering(answer)) {
            assertThatThrownBy(() -> server.discovery().registered(LOCAL)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void epmdMayKnowSeveralNodesOrNone() throws IOException {
        try (var none = new Answering(PORT);
                var two = new Answering(PORT + "name chat at port 9101\nname admin at port 9100\n")) {
            assertThat(none.discovery().registered(LOCAL)).isEmpty();
            assertThat(two.discovery().registered(LOCAL)).containsExactly("admin", "chat");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0", "w\0\0", "HTTP/1.1 400 Bad Request\r\n\r\n"})
    void nothingIsConnectedThroughSuchAnAnswer(String answer) throws IOException {
        try (var server = new Answering(answer)) {
            var node = new NodeName("chat", LOCAL);

            assertThat(server.discovery().fullName(node, LOCAL)).isEmpty();
            assertThat(NodeConsole.open(server.self(), target(), new Member(node, "chat-0", Optional.of(LOCAL))))
                    .isInstanceOf(NodeConsole.Attempt.Failed.class);
        }
    }

    private static MeshTarget target() {
        return new MeshTarget(
                new Cookie("secret"),
                Protocol.standard(),
                List.of(),
                List.of(),
                MeshTarget.Formation.APPLICATION,
                MeshTarget.Healing.NONE,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
    }

    /** Sends every client the same, and closes the connection. */
    private static final class Answering implements AutoCloseable {

        private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        Answering(String answer) throws IOException {
            Thread.startVirtualThread(() -> {
                while (!listening.isClosed()) {
                    try (Socket client = listening.accept()) {
                        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                        client.shutdownOutput();
                        var _ = client.getInputStream().readAllBytes();
                    } catch (IOException e) {
                        // The test has ended.
                    }
                }
            });
        }

        OperatorNode self() {
            return new OperatorNode(
                    new NodeName("observer", "test.beamcluster.dev"),
                    1,
                    (address, _, timeout) -> Dialer.DIRECT.open(address, listening.getLocalPort(), timeout));
        }

        NodeDiscovery discovery() {
            return new NodeDiscovery(self(), target());
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
