package dev.beamcluster.e2e.tests.operator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A proxy between an operator and its API server that records requests. On demand it forwards one last write and then
 * nothing more of that process, not even the answer: to the API server, the process died at that moment. It identifies
 * processes by their tokens, each of which is bound to a pod.
 */
final class ApiProxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiProxy.class);

    /** Hop-by-hop headers (RFC 9110, 7.6.1), and headers that the client and the server set themselves. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "http2-settings", "transfer-encoding", "upgrade");

    private final URI upstream;
    private final HttpClient client;
    private final HttpServer server;
    private final Set<String> rights = new ConcurrentSkipListSet<>();
    private final Set<String> silenced = ConcurrentHashMap.newKeySet();
    private final Map<InputStream, String> open = new ConcurrentHashMap<>();
    private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);
    private volatile CountDownLatch cutOff = new CountDownLatch(1);

    /**
     * Listens on a free port.
     *
     * @param config of an API server; only its address and CA are used, because each client sends its own token
     * @param address of this machine, reachable from the pod of the operator
     */
    ApiProxy(Config config, InetAddress address) {
        try {
            this.upstream = URI.create(config.getMasterUrl());
            var tls = SSLContext.getInstance("TLS");
            tls.init(null, SSLUtils.trustManagers(config), null);
            // HTTP/1.1, one connection per request: long watches would use up the streams of an HTTP/2 connection.
            this.client = HttpClient.newBuilder()
                    .version(Version.HTTP_1_1)
                    .sslContext(tls)
                    .build();
            this.server = HttpServer.create(new InetSocketAddress(address, 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** The value for the operator's KUBERNETES_MASTER. */
    String url() {
        return "http://%s:%d"
                .formatted(
                        server.getAddress().getHostString(), server.getAddress().getPort());
    }

    /** The rights used until now, each {@code VERB RESOURCE[.GROUP]}. */
    Set<String> rights() {
        return Set.copyOf(rights);
    }

    /** Cuts off the process that makes the n-th write, counted from now. */
    void cutOffAfter(int writes) {
        cutOff = new CountDownLatch(1);
        writesLeft.set(writes);
    }

    /** Whether a process is cut off within this time. */
    boolean hasCutOff(Duration within) {
        try {
            return cutOff.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Cuts off no process from now on. Returns whether one is, or is about to be: the n-th write has been made. */
    boolean disarm() {
        return writesLeft.getAndSet(Integer.MAX_VALUE) <= 0;
    }

    private void serve(HttpExchange exchange) {
        // Closing without an answer ends the connection.
        try (exchange) {
            var token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (silenced.contains(token)) {
                return;
            }
            if (exchange.getRequestHeaders().containsKey("Sec-WebSocket-Key")) {
                // The Kubernetes client then watches by a GET that does not end. After a 503 it would try again for 20
                // s first.
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            pass(exchange, token);
        } catch (IOException e) {
            LOG.debug("a connection ended: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(HttpExchange exchange, String token) throws IOException, InterruptedException {
        var request = new ApiRequest(
                exchange.getRequestMethod(), exchange.getRequestURI().toString());
        boolean isLast = request.isWrite() && writesLeft.decrementAndGet() == 0;
        if (isLast) {
            silence(token);
        }
        var answer = client.send(upstream(exchange), BodyHandlers.ofInputStream());
        request.rights(answer.statusCode() == 201).forEach(rights::add);
        if (isLast) {
            LOG.atInfo()
                    .addKeyValue("write", request.method() + " " + request.path())
                    .log("cut off after it");
            cutOff.countDown();
        }
        if (!silenced.contains(token)) {
            answer(exchange, answer, token);
        }
    }

    /** Also ends the watches of that process. */
    private void silence(String token) throws IOException {
        silenced.add(token);
        for (var answer : open.entrySet()) {
            if (answer.getValue().equals(token)) {
                answer.getKey().close();
            }
        }
    }

    private HttpRequest upstream(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var request = HttpRequest.newBuilder(
                        upstream.resolve(exchange.getRequestURI().toString()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (isEndToEnd(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    /** Forwards each chunk at once, because the answer to a watch does not end. */
    private void answer(HttpExchange exchange, HttpResponse<InputStream> answer, String token) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (isEndToEnd(name) && !name.startsWith(":")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(answer.statusCode(), 0);
        var buffer = new byte[8192];
        open.put(answer.body(), token);
        try (var in = answer.body();
                var out = exchange.getResponseBody()) {
            if (isWatch(exchange)) {
                // For the operator, a watch works from its first byte on (fabric8, AbstractWatchManager), which could
                // be
                // that of a bookmark after a minute. JSON may begin with a space.
                out.write(' ');
            }
            // The server keeps the headers until then.
            out.flush();
            for (int length = in.read(buffer); length >= 0 && !silenced.contains(token); length = in.read(buffer)) {
                out.write(buffer, 0, length);
                out.flush();
            }
        } finally {
            open.remove(answer.body());
        }
    }

    private static boolean isWatch(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true");
    }

    private static boolean isEndToEnd(String header) {
        return !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
    }
}
