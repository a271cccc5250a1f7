package dev.beamcluster.mesh.erlang;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

import com.ericsson.otp.erlang.OtpServerTransport;
import com.ericsson.otp.erlang.OtpTransport;
import com.ericsson.otp.erlang.OtpTransportFactory;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Protocol;

/**
 * Opens sockets to one pod, by its address, so that the operator's view does not depend on DNS. Waits at most a
 * timeout for a connection or for an answer in a handshake. Does not listen: nobody connects to a hidden node that is
 * not published.
 *
 * <p>JInterface hides why a connection failed; this class remembers it.
 */
final class PodTransportFactory implements OtpTransportFactory {

    /**
     * A failed connection.
     *
     * @param isConnected whether the TCP connection succeeded and TLS failed
     */
    record Failure(int port, IOException cause, boolean isConnected) {}

    static final int EPMD_PORT = 4369;

    /**
     * epmd sends at most some 280 bytes per VM of a pod; JInterface reads to the end of the stream, however long it
     * is.
     */
    private static final int MAX_EPMD_REPLY = 1 << 16;

    private final NodeName node;
    private final String address;
    private final Protocol protocol;
    private final Duration timeout;
    private final Dialer dialer;
    private volatile @Nullable Failure failure;
    private volatile @Nullable SocketTransport last;
    private volatile @Nullable String unusualHost;

    PodTransportFactory(NodeName node, String address, Protocol protocol, Duration timeout, Dialer dialer) {
        this.node = node;
        this.dialer = dialer;
        this.protocol = protocol;
        this.address = address;
        this.timeout = timeout;
    }

    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether the distribution uses TLS. */
    boolean isSecured() {
        return protocol.tls().isPresent();
    }

    InetAddress address() throws UnknownHostException {
        return InetAddress.getByName(address);
    }

    /** The port of the last connection: after a successful handshake, the node's distribution port. */
    int port() {
        return Optional.ofNullable(last).map(SocketTransport::port).orElse(0);
    }

    /** Makes the next close send a TCP reset and discard unsent data; for a connection that has gone silent. */
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

    /**
     * Removes the read timeout, since each call has its own deadline, and limits what is read with {@link
     * BoundedFrameInputStream}.
     */
    void endHandshake() throws IOException {
        SocketTransport transport = last;
        if (transport != null) {
            transport.endHandshake();
        }
    }

    @Override
    public OtpTransport createTransport(String host, int port) throws IOException {
        if (port == EPMD_PORT && protocol.port().isPresent()) {
            return new StaticEpmdTransport(node.name(), protocol.port().getAsInt());
        }
        Socket plain = dialed(port);
        try {
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            var transport = new SocketTransport(plain, port == EPMD_PORT ? plain : secured(plain, port), port);
            last = transport;
            return transport;
        } catch (IOException e) {
            failure = new Failure(port, e, true);
            plain.close();
            throw e;
        }
    }

    private Socket dialed(int port) throws IOException {
        try {
            return dialer.open(address, port, timeout);
        } catch (IOException e) {
            failure = new Failure(port, e, false);
            throw e;
        }
    }

    /** Wraps the connection in TLS if the distribution uses it. */
    private Socket secured(Socket plain, int port) throws IOException {
        if (protocol.tls().isEmpty()) {
            return plain;
        }
        Protocol.Tls tls = protocol.tls().get();
        var secured = (SSLSocket) tls.sockets().createSocket(plain, node.host(), port, true);
        secured.startHandshake();
        if (tls.checksHost()) {
            unusualHost =
                    CertificateHosts.verify(secured.getSession(), node.host()).orElse(null);
        }
        return secured;
    }

    /** The name of the node's host in its certificate, if it has a form that Erlang does not accept. */
    Optional<String> unusualHost() {
        return Optional.ofNullable(unusualHost);
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

        private final Socket plain;
        private final Socket socket;
        private final int port;
        private volatile InputStream in;
        private volatile OutputStream out;

        /** Without TLS, both are the same socket. */
        SocketTransport(Socket plain, Socket socket, int port) throws IOException {
            this.plain = plain;
            this.socket = socket;
            this.port = port;
            boolean isSecured = socket instanceof SSLSocket;
            InputStream plainly = port == EPMD_PORT
                    ? new BoundedInputStream(socket.getInputStream(), MAX_EPMD_REPLY)
                    : socket.getInputStream();
            this.in = isSecured ? TlsHandshakeFrames.in(socket.getInputStream()) : plainly;
            this.out = isSecured ? TlsHandshakeFrames.out(socket.getOutputStream()) : socket.getOutputStream();
        }

        int port() {
            return port;
        }

        void resetOnClose() throws IOException {
            plain.setSoLinger(true, 0);
        }

        void endHandshake() throws IOException {
            socket.setSoTimeout(0);
            in = new BoundedFrameInputStream(socket.getInputStream());
            // JInterface writes a message in two parts and then flushes. Buffering sends them as one packet, which
            // wakes the node once.
            out = new BufferedOutputStream(socket.getOutputStream());
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }

        @Override
        public OutputStream getOutputStream() {
            return out;
        }

        @Override
        public void close() throws IOException {
            // Not the TLS socket: it would first send close_notify, and wait for a peer that may not read any more.
            plain.close();
        }
    }

    /** OtpSelf requires a listening socket and has no way to close it. */
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
