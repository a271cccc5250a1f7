package dev.beamcluster.kubectl.node;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.WellKnown;
import dev.beamcluster.kubectl.node.MemberSearch.Hints;
import dev.beamcluster.kubectl.node.MemberSearch.Result;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.mesh.erlang.Dialer;
import dev.beamcluster.testkit.JavaNodes;
import dev.beamcluster.testkit.LabNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class MemberSearchTest {

    private static final String ADDRESS = "127.0.0.1";

    private static final Result WITHOUT_EPMD = new Result.NotFound(
            "chat-0: epmd does not answer: if the nodes run without it," + " name them with --node-name and --port");

    @Test
    void epmdKnowsTheNameAndTheNodeItsHost() throws IOException {
        try (var mesh = new FakeMesh(1);
                var epmd = new FakeEpmd("name java at port 9100\n")) {
            // When
            Result result = search(
                    mesh.nodes().node(0).protocol(), epmd.dialer(), new Hints(Optional.empty(), Optional.empty()));

            // Then
            assertThat(result).isEqualTo(found(JavaNodes.name(0)));
        }
    }

    @Test
    void aConsoleIsNoSecondNode() throws IOException {
        try (var mesh = new FakeMesh(1);
                var epmd = new FakeEpmd("name java at port 9100\nname rem-8a15-java at port 9101\n")) {
            assertThat(search(
                            mesh.nodes().node(0).protocol(),
                            epmd.dialer(),
                            new Hints(Optional.empty(), Optional.empty())))
                    .isEqualTo(found(JavaNodes.name(0)));
        }
    }

    @Test
    void thePersonMayNameThem() throws IOException {
        try (var epmd = new FakeEpmd("")) {
            assertThat(search(
                            Protocol.standard(),
                            epmd.dialer(),
                            new Hints(Optional.of("chat"), Optional.of("{pod}.chat-nodes.shop.svc"))))
                    .isEqualTo(found(new NodeName("chat", "chat-0.chat-nodes.shop.svc")));
        }
    }

    @Test
    void severalNodesOrNoneAreSaid() throws IOException {
        try (var two = new FakeEpmd("name rem at port 1\nname chat at port 2\n");
                var none = new FakeEpmd("")) {
            var nothing = new Hints(Optional.empty(), Optional.empty());
            assertThat(search(Protocol.standard(), two.dialer(), nothing))
                    .isEqualTo(new Result.NotFound(
                            "chat-0: epmd knows several nodes, chat, rem: choose one with --node-name"));
            assertThat(search(Protocol.standard(), none.dialer(), nothing))
                    .isEqualTo(new Result.NotFound("chat-0: epmd knows no node"));
        }
    }

    @Test
    void withoutEpmdThePersonIsAskedForTheName() {
        Dialer nobody = (_, _, _) -> {
            throw new ConnectException("Connection refused");
        };
        assertThat(search(Protocol.standard(), nobody, new Hints(Optional.empty(), Optional.empty())))
                .isEqualTo(WITHOUT_EPMD);
    }

    /** A port-forward to a port that nobody listens on accepts, and closes. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0", "HTTP/1.1 400 Bad Request\r\n\r\n"})
    void whatIsNotEpmdsAnswerIsNone(String answer) throws IOException {
        try (var epmd = FakeEpmd.saying(answer)) {
            assertThat(search(Protocol.standard(), epmd.dialer(), new Hints(Optional.empty(), Optional.empty())))
                    .isEqualTo(WITHOUT_EPMD);
        }
    }

    @Test
    void aNameThatNoNodeCanHaveIsSaid() throws IOException {
        try (var epmd = new FakeEpmd("name ch\u00e4t at port 9100\n")) {
            assertThat(search(Protocol.standard(), epmd.dialer(), new Hints(Optional.empty(), Optional.empty())))
                    .isEqualTo(new Result.NotFound("chat-0: ch\u00e4t@127.0.0.1 is not a node name"));
            assertThat(search(Protocol.standard(), epmd.dialer(), new Hints(Optional.of("chat"), Optional.of("a b"))))
                    .isEqualTo(new Result.NotFound("chat-0: chat@a b is not a node name"));
        }
    }

    private static Result search(Protocol protocol, Dialer dialer, Hints hints) {
        var target = new MeshTarget(
                LabNode.COOKIE,
                protocol,
                List.of(),
                List.of(),
                MeshTarget.Formation.APPLICATION,
                MeshTarget.Healing.NONE,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
        return new MemberSearch(PluginNodes.of(new Random(1), dialer), target, hints).find("chat-0", ADDRESS);
    }

    private static Result found(NodeName name) {
        return new Result.Found(new Member(name, "chat-0", Optional.of(ADDRESS)));
    }

    /** Answers NAMES_REQ (Erlang/OTP, ERTS, Distribution Protocol). */
    private static final class FakeEpmd implements AutoCloseable {

        private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        FakeEpmd(String names) throws IOException {
            this(ByteBuffer.allocate(Integer.BYTES + names.getBytes(UTF_8).length)
                    .putInt(WellKnown.EPMD_PORT)
                    .put(names.getBytes(UTF_8))
                    .array());
        }

        static FakeEpmd saying(String anything) throws IOException {
            return new FakeEpmd(anything.getBytes(UTF_8));
        }

        private FakeEpmd(byte[] answer) throws IOException {
            Thread.startVirtualThread(() -> {
                while (!listening.isClosed()) {
                    try (Socket client = listening.accept()) {
                        byte[] request = client.getInputStream().readNBytes(3);
                        client.getOutputStream().write(request.length == 3 ? answer : new byte[0]);
                    } catch (IOException e) {
                        // The test has ended.
                    }
                }
            });
        }

        Dialer dialer() {
            return (address, port, timeout) ->
                    Dialer.DIRECT.open(address, port == WellKnown.EPMD_PORT ? listening.getLocalPort() : port, timeout);
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
