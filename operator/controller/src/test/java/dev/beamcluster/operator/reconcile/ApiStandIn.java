package dev.beamcluster.operator.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * What the operator sends, on the wire, and answers that a real API server gives only at a bad moment. It holds nothing: what there
 * is, is in the caches of a test; how a real one takes it, is for the tests on a cluster.
 */
final class ApiStandIn implements AutoCloseable {

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final KubernetesClient client;

    /** What was asked. */
    record Request(String method, String path, String query, String body) {

        boolean isWriteOf(String plural) {
            return method.equals("PATCH") && path.contains("/" + plural + "/");
        }
    }

    private record Refusal(int code, String message) {}

    ApiStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://localhost:" + server.getAddress().getPort())
                        .withRequestRetryBackoffInterval(1)
                        .build())
                .build();
    }

    KubernetesClient client() {
        return client;
    }

    /** From now on to every request of that method for that kind. */
    void refuse(String method, String plural, int code, String message) {
        refusals.put(method + " " + plural, new Refusal(code, message));
    }

    /** All so far but reads. */
    List<Request> writes() {
        return requests.stream()
                .filter(request -> !request.method().equals("GET"))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var request = new Request(
                exchange.getRequestMethod(),
                uri.getPath(),
                uri.getQuery() == null ? "" : uri.getQuery(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        requests.add(request);
        var refusal = refusals.entrySet().stream()
                .filter(entry -> (request.method() + " " + request.path())
                        .matches(entry.getKey().replace(" ", " .*/") + "/.*"))
                .map(Map.Entry::getValue)
                .findFirst();
        if (refusal.isPresent()) {
            send(exchange, refusal.get().code(), status(refusal.get()));
        } else if (request.method().equals("GET")) {
            send(exchange, 404, status(new Refusal(404, "not found")));
        } else {
            send(exchange, 200, request.method().equals("DELETE") ? "{}" : accepted(request.body()));
        }
    }

    private String accepted(String body) {
        HasMetadata object = Objects.requireNonNull(new KubernetesSerialization().<HasMetadata>unmarshal(body));
        object.getMetadata().setUid("new");
        object.getMetadata().setResourceVersion(String.valueOf(requests.size()));
        return Serialization.asJson(object);
    }

    private static String status(Refusal refusal) {
        return Serialization.asJson(new StatusBuilder()
                .withCode(refusal.code())
                .withMessage(refusal.message())
                .build());
    }

    private static void send(HttpExchange exchange, int code, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
    }
}
