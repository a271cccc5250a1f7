package dev.beamcluster.operator.reconcile.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;

/**
 * An API server that stores objects, sends watches, and turns requests away when it has too many at once. It judges nothing. The
 * Lease, lists and watches have no limit, as their priority levels are others (Kubernetes, API Priority and Fairness).
 */
public final class InMemoryApiServer implements AutoCloseable {

    private final ApiStore store = new ApiStore();
    private final HttpServer server;
    private final int limit;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Queue<String> writes = new ConcurrentLinkedQueue<>();

    /**
     * Starts to listen.
     *
     * @param limit how many requests may be in flight; each takes two milliseconds at least
     */
    public InMemoryApiServer(int limit) {
        this.limit = limit;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns how to connect. */
    public Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("http://localhost:" + server.getAddress().getPort())
                // A busy machine is no reason to fail.
                .withRequestTimeout(60_000)
                .build();
    }

    /** From now on, answers no write of this kind in this namespace, as if an admission webhook did not answer. */
    public void silence(String namespace, String plural) {
        silent.add(namespace + "/" + plural);
    }

    /** Returns how many requests got no answer. */
    public int unanswered() {
        return unanswered.get();
    }

    /** Returns the largest number of requests that were in flight at once. */
    public int mostInFlight() {
        return mostInFlight.get();
    }

    /** Returns how many requests were turned away. */
    public int refused() {
        return refused.get();
    }

    /** Returns how many requests came for this plural, or all of them for an empty one, without those for the Lease. */
    public int requests(String plural) {
        return requests.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("leases"))
                .filter(entry -> plural.isEmpty() || entry.getKey().equals(plural))
                .mapToInt(entry -> entry.getValue().get())
                .sum();
    }

    /** Returns the code and the Audit-ID of each answer to a write, without reviews of rights and Leases. */
    public List<String> writes() {
        return List.copyOf(writes);
    }

    /** Stores an object as a user would. */
    public void create(String path, String json) {
        try {
            store.create(ApiPath.of(path), (ObjectNode) ApiStore.JSON.readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the stored objects of this path. */
    public List<JsonNode> list(String path) {
        return List.copyOf(
                store.list(ApiPath.of(path)).withArray("items").valueStream().toList());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            String query = Objects.requireNonNullElse(uri.getQuery(), "");
            ApiPath path = ApiPath.of(uri.getPath());
            if (query.contains("watch=true")) {
                watch(exchange, path, query);
            } else if (path.plural().equals("leases") || (path.name().isEmpty() && isRead(exchange))) {
                send(exchange, path);
            } else {
                limited(exchange, path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void limited(HttpExchange exchange, ApiPath path) throws IOException, InterruptedException {
        int now = inFlight.incrementAndGet();
        mostInFlight.accumulateAndGet(now, Math::max);
        try {
            Thread.sleep(2);
            if (!isRead(exchange) && silent.contains(path.namespace() + "/" + path.plural())) {
                unanswered.incrementAndGet();
                Thread.sleep(Duration.ofMinutes(1));
            } else if (now > limit) {
                refused.incrementAndGet();
                send(exchange, 429, status(429, "too many requests"));
            } else {
                send(exchange, path);
            }
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private void send(HttpExchange exchange, ApiPath path) throws IOException {
        requests.computeIfAbsent(path.plural(), _ -> new AtomicInteger()).incrementAndGet();
        try {
            send(exchange, 200, result(exchange, path));
        } catch (ApiStore.Refused e) {
            send(exchange, e.code(), status(e.code(), Objects.requireNonNullElse(e.getMessage(), "")));
        }
    }

    private JsonNode result(HttpExchange exchange, ApiPath path) throws IOException {
        if (path.api().equals("version")) {
            return ApiStore.JSON.readTree("{\"major\": \"1\", \"minor\": \"34\", \"gitVersion\": \"v1.34.0\"}");
        }
        if (isRead(exchange)) {
            return path.name().isEmpty()
                    ? store.list(path)
                    : store.find(path).orElseThrow(() -> new ApiStore.Refused(404, "not found"));
        }
        ObjectNode body = (ObjectNode) ApiStore.JSON.readTree(exchange.getRequestBody());
        if (path.plural().startsWith("selfsubject")) {
            return allowed(body);
        }
        return exchange.getRequestMethod().equals("POST") ? store.create(path, body) : store.apply(path, body);
    }

    private void watch(HttpExchange exchange, ApiPath path, String query) throws IOException, InterruptedException {
        if ("websocket".equals(exchange.getRequestHeaders().getFirst("Upgrade"))) {
            // Without WebSocket, as behind some proxies: the client then watches with a plain request.
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        long from = Stream.of(query.split("&", -1))
                .filter(parameter -> parameter.startsWith("resourceVersion="))
                .mapToLong(parameter -> Long.parseLong(parameter.substring("resourceVersion=".length())))
                .findFirst()
                .orElse(0);
        BlockingQueue<ObjectNode> events = store.watch(path, from);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            out.flush(); // Sends the headers.
            while (true) {
                out.write((events.take() + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    private static boolean isRead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("GET");
    }

    private static ObjectNode allowed(ObjectNode review) {
        ObjectNode status = review.putObject("status").put("allowed", true).put("incomplete", false);
        status.putArray("nonResourceRules");
        ObjectNode rule = status.putArray("resourceRules").addObject();
        List.of("apiGroups", "resources", "verbs")
                .forEach(field -> rule.putArray(field).add("*"));
        return review;
    }

    private static ObjectNode status(int code, String message) {
        return ApiStore.JSON
                .createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("code", code)
                .put("message", message);
    }

    private void send(HttpExchange exchange, int code, JsonNode body) throws IOException {
        byte[] bytes = ApiStore.JSON.writeValueAsBytes(body);
        String id = UUID.randomUUID().toString();
        String plural = ApiPath.of(exchange.getRequestURI().getPath()).plural();
        if (!isRead(exchange) && !plural.startsWith("selfsubject") && !plural.equals("leases")) {
            writes.add(code + " " + id);
        }
        exchange.getResponseHeaders().add("Audit-ID", id);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
