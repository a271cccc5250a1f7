package dev.beamcluster.testkit.simulated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import com.ericsson.otp.erlang.OtpAuthException;
import com.ericsson.otp.erlang.OtpLocalNode;
import com.ericsson.otp.erlang.OtpSelf;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.NodeName;

/** One simulated node: it listens at an address of its own, on virtual threads. */
final class SimulatedNode implements AutoCloseable {

    /** Longer than a connection on this machine takes. */
    private static final Duration FULL = Duration.ofMillis(200);

    /** Of all nodes: a node that takes over the name of another one has a different creation. */
    private static final AtomicInteger CREATIONS = new AtomicInteger();

    private static final CountDownLatch NOT_SILENT = new CountDownLatch(0);

    private final NodeName name;
    private final InetSocketAddress address;
    private final SimulatedMesh mesh;
    private final OtpLocalNode self;
    private final Set<SimulatedConnection> connections = ConcurrentHashMap.newKeySet();
    private final List<Socket> fillers = new CopyOnWriteArrayList<>();
    private volatile State state = State.STOPPED;
    private volatile CountDownLatch silence = NOT_SILENT;
    private volatile ServerSocket listening;
    private volatile int creation;

    /** What it does. */
    enum State {
        RUNNING,
        /** Its packets are dropped. */
        SILENT,
        /** Its process has ended, and its machine refuses connections. */
        STOPPED
    }

    SimulatedNode(NodeName name, InetSocketAddress address, Cookie cookie, SimulatedMesh mesh) throws IOException {
        this.name = name;
        this.address = address;
        this.mesh = mesh;
        this.self = new OtpSelf(name.toString(), cookie.value(), address.getPort(), new NoTransports());
        this.listening = new ServerSocket();
        mesh.add(this);
        start();
    }

    NodeName name() {
        return name;
    }

    SimulatedMesh mesh() {
        return mesh;
    }

    State state() {
        return state;
    }

    /** Differs for each start. */
    int creation() {
        return creation;
    }

    String address() {
        return address.getAddress().getHostAddress();
    }

    /** Starts it if it was stopped, without links. */
    synchronized void start() throws IOException {
        if (state != State.STOPPED) {
            return;
        }
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        // A short queue, which a silent node can fill.
        socket.bind(address, 1);
        listening = socket;
        creation = CREATIONS.incrementAndGet();
        state = State.RUNNING;
        Thread.ofVirtual().start(() -> listen(socket));
    }

    /** Ends it at once: its connections are reset, and its peers notice. */
    synchronized void stop() throws IOException {
        wake();
        state = State.STOPPED;
        listening.close();
        mesh.unlinkAll(name);
        connections.forEach(SimulatedConnection::close);
        connections.clear();
    }

    /** From now on it neither answers nor accepts connections. */
    synchronized void silence() throws IOException {
        if (state == State.RUNNING) {
            silence = new CountDownLatch(1);
            state = State.SILENT;
            fillQueue();
        }
    }

    /** Ends the silence: what came in meanwhile is answered now, as after a cut. */
    synchronized void wake() throws IOException {
        if (state == State.SILENT) {
            state = State.RUNNING;
            for (Socket filler : fillers) {
                filler.close();
            }
            fillers.clear();
            silence.countDown();
            silence = NOT_SILENT;
        }
    }

    /**
     * Fills the queue of connections that wait to be accepted. Linux then drops further attempts (listen(2)), as a
     * network does that is gone.
     */
    private void fillQueue() throws IOException {
        while (true) {
            var filler = new Socket();
            try {
                filler.connect(address, Math.toIntExact(FULL.toMillis()));
                fillers.add(filler);
            } catch (SocketTimeoutException e) {
                filler.close();
                return;
            }
        }
    }

    /** Returns when it is not silent. */
    void awaitWake() throws InterruptedException {
        silence.await();
    }

    int connections() {
        return connections.size();
    }

    void closed(SimulatedConnection connection) {
        connections.remove(connection);
    }

    private void listen(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                awaitWake();
                Thread.ofVirtual().start(() -> shakeHands(accepted));
            } catch (IOException e) {
                // It was stopped, or the other side has disconnected.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void shakeHands(Socket accepted) {
        try {
            var connection = new SimulatedConnection(self, new BufferedTransport(accepted), this);
            connections.add(connection);
            connection.start();
        } catch (IOException | OtpAuthException e) {
            // The other side reports it.
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
