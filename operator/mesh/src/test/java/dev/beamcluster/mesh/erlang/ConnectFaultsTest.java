package dev.beamcluster.mesh.erlang;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLSocketFactory;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.LogRecorder;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Protocol;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectFaultsTest {

    private static final NodeName NODE = new NodeName("chat", "chat-0.nodes");

    @Test
    void anExceptionInTheOperatorIsNotAFaultOfTheNodeAndIsLoggedWithItsStackTrace() throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var log = LogRecorder.of(ConnectFaults.class)) {
            // When
            var attempt = NodeConnection.open(
                    new OperatorNode(new NodeName("beamcluster", "operator.lab.svc"), 1),
                    target(listening.getLocalPort()),
                    NODE,
                    "127.0.0.1",
                    () -> {});

            // Then
            assertThat(attempt).isEqualTo(new NodeConnection.Attempt.Failed(new Fault(Cause.OPERATOR_ERROR)));
            assertThat(log.errors())
                    .singleElement()
                    .satisfies(error ->
                            assertThat(error.getThrowableProxy().getMessage()).isEqualTo("a bug"));
        }
    }

    @Test
    void anExceptionInJInterfaceIsAFaultOfTheNode() {
        var tripped = new ArrayIndexOutOfBoundsException("7");
        tripped.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("java.util.Arrays", "copyOf", "Arrays.java", 1),
            new StackTraceElement("com.ericsson.otp.erlang.OtpInputStream", "read1", "OtpInputStream.java", 1),
            new StackTraceElement("dev.beamcluster.mesh.erlang.RpcConnection", "deliver", "RpcConnection.java", 1)
        });

        assertThat(ConnectFaults.unexpected(tripped, NODE).cause()).isEqualTo(Cause.PROTOCOL_ERROR);
    }

    private static MeshTarget target(int port) {
        return new MeshTarget(
                new Cookie("secret"),
                new Protocol(OptionalInt.of(port), false, Optional.of(new Protocol.Tls(new Faulty(), false))),
                List.of(),
                List.of(),
                MeshTarget.Formation.APPLICATION,
                MeshTarget.Healing.NONE,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
    }

    /** Creates sockets with a bug. */
    private static final class Faulty extends SSLSocketFactory {

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) {
            throw new IllegalStateException("a bug");
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return new String[0];
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return new String[0];
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
