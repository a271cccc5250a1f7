package dev.beamcluster.operator.mesh.jinterface;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

import com.ericsson.otp.erlang.OtpServerTransport;
import com.ericsson.otp.erlang.OtpTransport;
import com.ericsson.otp.erlang.OtpTransportFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets to one pod: by its address, so that the operator's view does not depend on DNS, and never waiting longer than a
 * deadline for a connection or an answer in a handshake. Nothing listens: nobody connects to a hidden node that is not published.
 *
 * <p>JInterface hides why a connection failed; this remembers it.
 */
final class Transports implements OtpTransportFactory {

    /** What a connection was meant for, and how it went. */
    record Failure(int port, IOException cause) {}

    private final String address;
    private final Duration timeout;
    private volatile @Nullable Failure failure;
    private volatile @Nullable SocketTransport last;

    Transports(String address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
    }

    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** The port of the last connection: the node's own, once a handshake went well. */
    int port() {
        return Optional.ofNullable(last).map(SocketTransport::port).orElse(0);
    }

    /** The next close tells the other side at once, and leaves nothing to be sent again; for a connection that went silent. */
    void resetOnClose() throws IOException {
        SocketTransport transport = last;
        if (transport != null) {
            transport.resetOnClose();
        }
    }

    /** Whether a connection to this port can be opened now. */
    static boolean isOpen(String address, int port, Duration timeout) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), Math.toIntExact(timeout.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** From now on silence is no error, since each call has a deadline of its own, and what comes is {@link Frames}. */
    void endHandshake() throws IOException {
        SocketTransport transport = last;
        if (transport != null) {
            transport.endHandshake();
        }
    }

    @Override
    public OtpTransport createTransport(String host, int port) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getByName(address), port), Math.toIntExact(timeout.toMillis()));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        } catch (IOException e) {
            socket.close();
            failure = new Failure(port, e);
            throw e;
        }
        var transport = new SocketTransport(socket);
        last = transport;
        return transport;
    }

    @Override
    public OtpTransport createTransport(InetAddress host, int port) throws IOException {
        return createTransport(address, port);
    }

    @Override
    public OtpServerTransport createServerTransport(int port) {
        return new NoServer();
    }

    private static final class SocketTransport implements OtpTransport {

        private final Socket socket;
        private volatile InputStream in;

        SocketTransport(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
        }

        int port() {
            return socket.getPort();
        }

        void resetOnClose() throws IOException {
            socket.setSoLinger(true, 0);
        }

        void endHandshake() throws IOException {
            socket.setSoTimeout(0);
            in = new Frames(in);
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return socket.getOutputStream();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** OtpSelf wants a listening socket and has no way to close it. */
    private record NoServer() implements OtpServerTransport {

        @Override
        public int getLocalPort() {
            return 0;
        }

        @Override
        public OtpTransport accept() throws IOException {
            throw new IOException("a hidden node does not listen");
        }

        @Override
        public void close() {}
    }
}
