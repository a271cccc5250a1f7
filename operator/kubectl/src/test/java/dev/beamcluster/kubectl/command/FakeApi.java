package dev.beamcluster.kubectl.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;

import dev.beamcluster.kubectl.Golden;
import dev.beamcluster.kubectl.cluster.ApiClient;
import dev.beamcluster.kubectl.cluster.HttpConnections;

/** An API server that answers from files, or refuses. */
final class FakeApi implements AutoCloseable {

    private static final String GROUP = "/apis/beamcluster.dev/v1alpha1/namespaces/shop/beamclusters";

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, Status> refusals = new ConcurrentHashMap<>();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private final List<String> reads = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    FakeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** An API server with one BeamCluster, its pods, its events and its claims. */
    static FakeApi with(String cluster) {
        var api = new FakeApi();
        api.answers.put(GROUP + "/chat", json("cluster/" + cluster + ".yaml"));
        api.answers.put("/api/v1/namespaces/shop/pods", json("cluster/pods.yaml"));
        api.answers.put("/api/v1/namespaces/shop/events", json("cluster/events.yaml"));
        api.answers.put("/api/v1/namespaces/shop/persistentvolumeclaims", json("cluster/claims.yaml"));
        return api;
    }

    private static String json(String file) {
        return Serialization.asJson(Golden.read(file, Object.class));
    }

    /** A list with one BeamCluster. */
    static String list(String file) {
        return "{\"apiVersion\":\"beamcluster.dev/v1alpha1\",\"kind\":\"BeamClusterList\",\"metadata\":{\"resourceVersion\":\"1\"},"
                + "\"items\":[" + json(file) + "]}";
    }

    /** From now on, answers a GET of this path. */
    void hold(String path, String text) {
        answers.put(path, text);
    }

    /** From now on, refuses all requests for this path as a role without this right does. */
    void forbid(String path, String verb, String resource) {
        refuse(
                path,
                403,
                "%s is forbidden: User \"jane\" cannot %s resource \"%s\" in API group \"\" in the namespace \"shop\""
                        .formatted(resource, verb, resource));
    }

    void refuse(String path, int code, String message) {
        refusals.put(
                path,
                new StatusBuilder()
                        .withStatus("Failure")
                        .withCode(code)
                        .withMessage(message)
                        .build());
    }

    /** From now on, answers as a kubelet does that has no such file. */
    void lack(String path) {
        missing.add(path);
    }

    /** The requests that change something: method, path and body. */
    List<String> writes() {
        return List.copyOf(writes);
    }

    /** The requests that read: path and query. */
    List<String> reads() {
        return List.copyOf(reads);
    }

    KubernetesClient client() {
        var config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://localhost:" + server.getAddress().getPort())
                .withNamespace("shop")
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout(120_000)
                .withRequestTimeout(120_000)
                .build();
        return ApiClient.of(config, new HttpConnections());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (method.equals("GET")) {
            reads.add(exchange.getRequestURI().toString());
        } else {
            writes.add(method + " " + path + " " + body);
        }
        Status refusal = refusals.get(path);
        String text = answers.get(path);
        if (refusal != null) {
            send(exchange, refusal.getCode(), Serialization.asJson(refusal));
        } else if (missing.contains(path)) {
            send(exchange, 404, "404 page not found\n");
        } else if (text != null) {
            sendPart(exchange, text);
        } else if (!method.equals("GET")) {
            send(exchange, 200, body.startsWith("{\"spec\"") ? "{\"metadata\":{\"name\":\"chat\"}}" : body);
        } else {
            send(
                    exchange,
                    404,
                    Serialization.asJson(new StatusBuilder()
                            .withCode(404)
                            .withMessage("not found")
                            .build()));
        }
    }

    /** The whole text, or the end of it that is asked for ({@code Range: bytes=-100}). */
    private static void sendPart(HttpExchange exchange, String text) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            send(exchange, 200, text);
            return;
        }
        int start = Math.max(0, text.length() - Integer.parseInt(range.substring("bytes=-".length())));
        exchange.getResponseHeaders()
                .add("Content-Range", "bytes %d-%d/%d".formatted(start, text.length() - 1, text.length()));
        send(exchange, 206, text.substring(start));
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
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
