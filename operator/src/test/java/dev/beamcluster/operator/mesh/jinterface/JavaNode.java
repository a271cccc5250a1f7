package dev.beamcluster.operator.mesh.jinterface;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
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
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangPid;
import com.ericsson.otp.erlang.OtpErlangTuple;
import com.ericsson.otp.erlang.OtpSelf;
import com.ericsson.otp.erlang.OtpServerTransport;
import com.ericsson.otp.erlang.OtpSocketTransport;
import com.ericsson.otp.erlang.OtpSocketTransportFactory;
import com.ericsson.otp.erlang.OtpTransport;

import dev.beamcluster.operator.mesh.Member;
import dev.beamcluster.operator.mesh.NodeName;
import dev.beamcluster.operator.mesh.Protocol;

/**
 * The listening side of JInterface, for what a real node does only by chance, such as to break off at the right moment; whatever a
 * real one does is in the mesh tests.
 */
final class JavaNode implements AutoCloseable {

    static final NodeName NAME = new NodeName("java", "n0.mesh.test");

    /** How it treats one who connects. */
    enum Manner {
        HANGS_UP,
        BREAKS_OFF_WHEN_CALLED,
        ANSWERS
    }

    private final ServerSocket listening;
    private final OtpSelf self;
    private final Queue<Manner> manners;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /**
     * One that listens.
     *
     * @param manners towards the first who connects, the second, and so on; towards all others as towards the last
     */
    JavaNode(Manner... manners) throws IOException {
        this.manners = new ArrayDeque<>(Arrays.asList(manners));
        this.listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.self = new OtpSelf(NAME.toString(), LabNode.COOKIE.value(), listening.getLocalPort(), new Loopback());
        Thread.ofVirtual().name("java-node").start(this::listen);
    }

    Member member() {
        return new Member(NAME, "n0", Optional.of(listening.getInetAddress().getHostAddress()));
    }

    Protocol protocol() {
        return new Protocol(OptionalInt.of(listening.getLocalPort()), false, Optional.empty());
    }

    /** How many have connected. */
    int connections() {
        return connections.get();
    }

    /** What was called, {@code module:function}, in this order. */
    List<String> calls() {
        return calls;
    }

    private void listen() {
        while (!listening.isClosed()) {
            try {
                OtpConnection connection = self.accept();
                Manner manner = manner();
                Thread.ofVirtual().start(() -> serve(connection, manner));
            } catch (IOException | OtpAuthException e) {
                // The other side tells.
            }
        }
    }

    private Manner manner() {
        return manners.size() > 1 ? manners.remove() : manners.element();
    }

    private void serve(OtpConnection connection, Manner manner) {
        try {
            while (connection.isConnected()) {
                var request = (OtpErlangTuple) connection.receiveMsg().getMsg();
                var from = (OtpErlangTuple) request.elementAt(1);
                var call = (OtpErlangTuple) request.elementAt(2);
                calls.add(atom(call.elementAt(1)) + ":" + atom(call.elementAt(2)));
                if (manner == Manner.BREAKS_OFF_WHEN_CALLED) {
                    connection.close();
                } else {
                    connection.send(
                            (OtpErlangPid) from.elementAt(0),
                            new OtpErlangTuple(new OtpErlangObject[] {from.elementAt(1), new OtpErlangAtom("ok")}));
                }
            }
        } catch (IOException | OtpAuthException | OtpErlangExit | OtpErlangDecodeException e) {
            // The other side has gone.
        }
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
            return new OtpSocketTransport(socket);
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
