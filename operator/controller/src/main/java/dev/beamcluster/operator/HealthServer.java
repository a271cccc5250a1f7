package dev.beamcluster.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Serves {@code /healthz} for the kubelet's liveness probe and {@code /readyz} for its readiness probe, each with 200 or 503. */
final class HealthServer implements AutoCloseable {

    private final HttpServer server;

    HealthServer(int port, BooleanSupplier isHealthy, BooleanSupplier isReady) {
        try {
            server = HttpServer.create(new InetSocketAddress(port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("BEAMCLUSTER_HTTP_PORT: cannot listen on port " + port, e);
        }
        // Platform threads: a virtual one would wait behind reconciles and rounds that keep all carriers busy.
        server.setExecutor(Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("probe-", 0).factory()));
        server.createContext("/healthz", exchange -> answer(exchange, isHealthy));
        server.createContext("/readyz", exchange -> answer(exchange, isReady));
        server.start();
    }

    private static void answer(HttpExchange exchange, BooleanSupplier isFine) throws IOException {
        boolean fine = isFine.getAsBoolean();
        byte[] body = (fine ? "ok\n" : "not ok\n").getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(fine ? 200 : 503, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Returns the port, which the system has chosen if it was 0. */
    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
