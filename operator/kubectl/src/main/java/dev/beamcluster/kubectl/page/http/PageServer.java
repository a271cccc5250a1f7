package dev.beamcluster.kubectl.page.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

import com.sun.net.httpserver.HttpServer;

/** The page's server, which listens at the loopback address only. */
public final class PageServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads;
    private final Door door;

    private PageServer(HttpServer server, ExecutorService threads, Door door) {
        this.server = server;
        this.threads = threads;
        this.door = door;
    }

    /**
     * Starts a server.
     *
     * @param port 0 for any that is free
     * @param random not predictable: the token comes from it
     * @param start where the page starts: what follows the {@code #} in its address
     * @throws IOException if the port is taken
     */
    public static PageServer start(int port, RandomGenerator random, String start, Board board, Questions questions)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        var door = new Door(server.getAddress().getPort(), random);
        server.setExecutor(threads);
        server.createContext("/", new PageHandler(door, start, board, questions, board.clock()));
        server.start();
        return new PageServer(server, threads, door);
    }

    /** The address to open, which works once. */
    public String address() {
        return "http://127.0.0.1:%d/?token=%s".formatted(server.getAddress().getPort(), door.token());
    }

    /** Stops it, and ends all streams. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
