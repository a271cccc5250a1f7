package dev.beamcluster.operator.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * A fake API server that records the operator's requests, and can return errors that a real one rarely does. It serves only the
 * objects that a test sets, and stores nothing that the operator sends: the tests on a cluster cover a real API server's
 * behavior.
 */
public final class ApiStandIn implements AutoCloseable {

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final Map<String, String> held = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final KubernetesClient client;

    /** A request that the operator sent. */
    public record Request(String method, String path, String query, String accept, String body) {

        public boolean isWriteOf(String plural) {
            return method.equals("PATCH") && path.contains("/" + plural + "/");
        }
    }

    private record Refusal(int code, String message) {}

    public ApiStandIn() {
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

    public KubernetesClient client() {
        return client;
    }

    /** From now on, answers every request with that method for that kind with this error. */
    public void refuse(String method, String plural, int code, String message) {
        refusals.put(method + " " + plural, new Refusal(code, message));
    }

    /** Ends what {@link #refuse} began. */
    public void allow(String method, String plural) {
        refusals.remove(method + " " + plural);
    }

    /** From now on, answers a GET of this object. */
    public void hold(HasMetadata object) {
        var metadata = object.getMetadata();
        held.put(
                "/namespaces/%s/%s/%s".formatted(metadata.getNamespace(), object.getPlural(), metadata.getName()),
                Serialization.asJson(object));
    }

    /** From now on, answers a list of this kind in all namespaces with this text. */
    public void holdList(String plural, String text) {
        held.put("/" + plural, text);
    }

    /** No longer serves this object. */
    public void drop(HasMetadata object) {
        held.values().remove(Serialization.asJson(object));
    }

    /** Returns all requests so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Returns all requests so far except reads. */
    public List<Request> writes() {
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
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Accept"), ""),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        requests.add(request);
        var refusal = refusals.entrySet().stream()
                .filter(entry -> (request.method() + " " + request.path())
                        .matches(entry.getKey().replace(" ", " .*/") + "(/.*)?"))
                .map(Map.Entry::getValue)
                .findFirst();
        if (refusal.isPresent()) {
            send(exchange, refusal.get().code(), status(refusal.get()));
        } else if (request.method().equals("GET") || !isWhole(exchange)) {
            Optional<String> object = held(request.path());
            send(exchange, object.isPresent() ? 200 : 404, object.orElse(status(new Refusal(404, "not found"))));
        } else if (isConflict(request)) {
            send(exchange, 409, status(new Refusal(409, "it exists")));
        } else {
            send(exchange, 200, request.method().equals("DELETE") ? "{}" : accepted(request.body()));
        }
    }

    private Optional<String> held(String path) {
        return held.entrySet().stream()
                .filter(entry -> path.endsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether the request creates an object that exists, or changes another version of it. */
    private boolean isConflict(Request request) {
        return switch (request.method()) {
            case "POST" ->
                held(request.path() + "/" + read(request.body()).getMetadata().getName())
                        .isPresent();
            case "PATCH" -> {
                String version = read(request.body()).getMetadata().getResourceVersion();
                yield version != null
                        && held(request.path())
                                .filter(text ->
                                        !version.equals(read(text).getMetadata().getResourceVersion()))
                                .isPresent();
            }
            default -> false;
        };
    }

    private static HasMetadata read(String text) {
        return Objects.requireNonNull(new KubernetesSerialization().<HasMetadata>unmarshal(text));
    }

    /** Whether the request body is an object, not a patch of one. */
    private static boolean isWhole(HttpExchange exchange) {
        return !"application/merge-patch+json"
                .equals(exchange.getRequestHeaders().getFirst("Content-Type"));
    }

    private String accepted(String body) {
        HasMetadata object = read(body);
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
