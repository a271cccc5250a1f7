package dev.beamcluster.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.ericsson.otp.erlang.OtpAuthException;
import com.ericsson.otp.erlang.OtpConnection;
import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangDecodeException;
import com.ericsson.otp.erlang.OtpErlangExit;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangPid;
import com.ericsson.otp.erlang.OtpErlangTuple;
import com.ericsson.otp.erlang.OtpSelf;
import com.ericsson.otp.erlang.OtpServerTransport;
import com.ericsson.otp.erlang.OtpSocketTransport;
import com.ericsson.otp.erlang.OtpSocketTransportFactory;
import com.ericsson.otp.erlang.OtpTransport;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Protocol;

/**
 * The listening side of JInterface, for behavior that a real node shows only by chance, such as disconnecting at the
 * right moment. The mesh tests cover what real nodes do.
 */
public final class JavaNode implements AutoCloseable {

    public static final NodeName NAME = new NodeName("java", "n0.mesh.test");

    /** How it treats a client. */
    public enum Manner {
        HANGS_UP,

        /** Believes that an earlier connection of the client still works. */
        ALREADY_CONNECTED,
        BREAKS_OFF_WHEN_CALLED,
        ANSWERS
    }

    /** How it handles a call; by default it answers {@code ok}. */
    @FunctionalInterface
    public interface CallHandler {
        void called(ReceivedCall call) throws IOException;
    }

    private final NodeName name;
    private final ServerSocket listening;
    private final OtpSelf self;
    private final Queue<Manner> manners;
    private final CallHandler handler;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** Used by the listening thread only. */
    private @Nullable Socket accepted;

    /**
     * Creates a node that listens.
     *
     * @param manners towards the first client, the second, and so on; the last one applies to all further clients
     */
    public JavaNode(Manner... manners) throws IOException {
        this(
                NAME,
                new ServerSocket(0, 5, InetAddress.getLoopbackAddress()),
                call -> call.answer(new OtpErlangAtom("ok")),
                manners);
    }

    /** Creates a node that listens and handles calls in its own way. */
    public JavaNode(CallHandler handler) throws IOException {
        this(NAME, new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), handler, Manner.ANSWERS);
    }

    /** Creates one of several nodes. */
    public JavaNode(NodeName name, ServerSocket listening, CallHandler handler) throws IOException {
        this(name, listening, handler, Manner.ANSWERS);
    }

    private JavaNode(NodeName name, ServerSocket listening, CallHandler handler, Manner... manners) throws IOException {
        this.name = name;
        this.listening = listening;
        this.handler = handler;
        this.manners = new ArrayDeque<>(Arrays.asList(manners));
        this.self = new OtpSelf(name.toString(), LabNode.COOKIE.value(), listening.getLocalPort(), new Loopback());
        Thread.ofVirtual().name("java-node").start(this::listen);
    }

    public Member member() {
        return new Member(name, "n0", Optional.of(listening.getInetAddress().getHostAddress()));
    }

    public Protocol protocol() {
        return new Protocol(OptionalInt.of(listening.getLocalPort()), false, Optional.empty());
    }

    /** How many clients have connected. */
    public int connections() {
        return connections.get();
    }

    /** The calls so far, {@code module:function}, in order. */
    public List<String> calls() {
        return calls;
    }

    private void listen() {
        while (!listening.isClosed()) {
            try {
                OtpConnection connection = self.accept();
                Manner manner = manner();
                OutputStream wire = Objects.requireNonNull(accepted).getOutputStream();
                Thread.ofVirtual().start(() -> serve(connection, wire, manner));
            } catch (IOException | OtpAuthException e) {
                // The other side reports it.
            }
        }
    }

    private Manner manner() {
        return manners.size() > 1 ? manners.remove() : manners.element();
    }

    private void serve(OtpConnection connection, OutputStream wire, Manner manner) {
        try {
            while (connection.isConnected()) {
                ReceivedCall call = receive(connection, wire);
                calls.add(call.function());
                if (manner == Manner.BREAKS_OFF_WHEN_CALLED) {
                    connection.close();
                } else {
                    handler.called(call);
                }
            }
        } catch (IOException | OtpAuthException | OtpErlangExit | OtpErlangDecodeException e) {
            // The other side has disconnected.
        } catch (NullPointerException e) {
            // Also disconnected, while something was being sent to it: see RpcConnection.
        }
    }

    private static ReceivedCall receive(OtpConnection connection, OutputStream wire)
            throws IOException, OtpAuthException, OtpErlangExit, OtpErlangDecodeException {
        var request = (OtpErlangTuple) connection.receiveMsg().getMsg();
        var from = (OtpErlangTuple) request.elementAt(1);
        var call = (OtpErlangTuple) request.elementAt(2);
        return new ReceivedCall(
                connection,
                wire,
                (OtpErlangPid) from.elementAt(0),
                from.elementAt(1),
                atom(call.elementAt(1)) + ":" + atom(call.elementAt(2)),
                (OtpErlangList) call.elementAt(3));
    }

    private static String atom(OtpErlangObject term) {
        return ((OtpErlangAtom) term).atomValue();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private final class Loopback extends OtpSocketTransportFactory {

        @Override
        public OtpServerTransport createServerTransport(int port) {
            return new Door();
        }
    }

    private final class Door implements OtpServerTransport {

        @Override
        public int getLocalPort() {
            return listening.getLocalPort();
        }

        @Override
        public OtpTransport accept() throws IOException {
            Socket socket = listening.accept();
            connections.incrementAndGet();
            if (manners.element() == Manner.HANGS_UP) {
                var _ = manner();
                socket.close();
                throw new IOException("hung up");
            }
            if (manners.element() == Manner.ALREADY_CONNECTED) {
                var _ = manner();
                rejectAsAlive(socket);
                throw new IOException("already connected");
            }
            accepted = socket;
            return new OtpSocketTransport(socket);
        }

        /** As the Distribution Protocol has it: {@code send_name}, then the status. */
        private static void rejectAsAlive(Socket socket) throws IOException {
            try (socket) {
                var name = new DataInputStream(socket.getInputStream());
                name.skipNBytes(name.readUnsignedShort());
                var status = new DataOutputStream(socket.getOutputStream());
                status.writeUTF("salive");
                status.flush();
                var _ = name.read();
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
