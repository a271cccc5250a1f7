package dev.beamcluster.operator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Serves {@code /metrics} in the text format of Prometheus. Its port is not that of the kubelet's probes, so that a network policy
 * can say who may read the metrics.
 */
final class MetricsServer implements AutoCloseable {

    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int BUFFER = 1 << 16;

    private final HttpServer server;

    /** Writes all metrics. */
    @FunctionalInterface
    interface Source {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Starts to listen; port 0 is any free one. */
    MetricsServer(int port, Source source) {
        try {
            server = HttpServer.create(new InetSocketAddress(port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("BEAMCLUSTER_METRICS_PORT: cannot listen on port " + port, e);
        }
        // One at a time: a scrape of a thousand BeamClusters takes memory for a moment.
        server.setExecutor(Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("metrics").factory()));
        server.createContext("/metrics", exchange -> answer(exchange, source));
        server.start();
    }

    private static void answer(HttpExchange exchange, Source source) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            exchange.sendResponseHeaders(200, 0);
            try (var out = new BufferedOutputStream(exchange.getResponseBody(), BUFFER)) {
                source.writeTo(out);
            }
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
