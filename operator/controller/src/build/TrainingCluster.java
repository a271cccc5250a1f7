import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The operator's training run, in the build of its image only: {@code java TrainingCluster.java KEYSTORE COMMAND...}.
 *
 * <p>The JVM's cache holds the classes that a run has loaded, so the run must do what the operator does in a cluster: find
 * the API server as a pod does, over TLS, become the leader, list, watch, reconcile a BeamCluster, write its status, and stop
 * on SIGTERM. No cluster is to be had in an image build; this plays the API server's part in it and judges nothing.
 */
final class TrainingCluster {

    private static final int PORT = 6443;
    private static final String SECRET = "training";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CLUSTER =
            """
            {"apiVersion": "beamcluster.dev/v1alpha1", "kind": "BeamCluster",
             "metadata": {"name": "chat", "namespace": "default"},
             "spec": {"replicas": 1, "image": "example/chat:1.4.0", "ports": [{"name": "http", "port": 8080}],
                      "env": [{"name": "STAGE", "value": "training"}], "resources": {"requests": {"cpu": "100m"}}}}""";

    /** Nothing listens on its address: the operator's hidden node is refused, as while a node starts. */
    private static final String POD =
            """
            {"apiVersion": "v1", "kind": "Pod",
             "metadata": {"name": "chat-0", "namespace": "default", "labels": {"beamcluster.dev/cluster": "chat"}},
             "spec": {"containers": [{"name": "beam", "image": "example/chat:1.4.0"}]},
             "status": {"phase": "Running", "podIP": "127.0.0.1", "conditions": [{"type": "Ready", "status": "True"}],
                        "containerStatuses": [{"name": "beam", "ready": true, "restartCount": 0,
                                               "state": {"running": {"startedAt": "2026-01-01T00:00:00Z"}}}]}}""";

    /** Of an object: its API, its plural, its namespace, its name; empty where the path does not say. */
    private record Place(String api, String plural, String namespace, String name, String subresource) {

        static Place of(String path) {
            var parts = new ArrayList<>(List.of(path.substring(1).split("/")));
            String api = String.join("/", parts.subList(0, Math.min(parts.size(), parts.getFirst().equals("api") ? 2 : 3)));
            var rest = parts.subList(Math.min(parts.size(), parts.getFirst().equals("api") ? 2 : 3), parts.size());
            String namespace = "";
            if (rest.size() > 2 && rest.getFirst().equals("namespaces")) {
                namespace = rest.get(1);
                rest = rest.subList(2, rest.size());
            }
            return new Place(api, at(rest, 0), namespace, at(rest, 1), at(rest, 2));
        }

        static Place of(JsonNode object) {
            String version = object.path("apiVersion").asText();
            return new Place(
                    (version.contains("/") ? "apis/" : "api/") + version,
                    object.path("kind").asText().toLowerCase() + "s",
                    object.at("/metadata/namespace").asText(),
                    object.at("/metadata/name").asText(),
                    "");
        }

        private static String at(List<String> parts, int index) {
            return index < parts.size() ? parts.get(index) : "";
        }

        Place object() {
            return new Place(api, plural, namespace, name, "");
        }

        boolean holds(Place other) {
            return api.equals(other.api) && plural.equals(other.plural)
                    && (namespace.isEmpty() || namespace.equals(other.namespace));
        }
    }

    private record Request(String verb, String path, Map<String, String> headers, byte[] body) {}

    private record Answer(int status, JsonNode body) {}

    private final Map<Place, ObjectNode> objects = new HashMap<>();
    private final Map<OutputStream, Place> watchers = new HashMap<>();
    private final CountDownLatch statusWritten = new CountDownLatch(2);
    private final CountDownLatch leaseRenewed = new CountDownLatch(2);
    private long version = 1000;

    public static void main(String[] arguments) throws Exception {
        new TrainingCluster().train(Path.of(arguments[0]), List.of(arguments).subList(1, arguments.length));
    }

    private void train(Path keystore, List<String> command) throws Exception {
        store(CLUSTER);
        listen(keystore);
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .putAll(Map.of(
                        "KUBERNETES_SERVICE_HOST", "127.0.0.1",
                        "KUBERNETES_SERVICE_PORT", String.valueOf(PORT),
                        "BEAMCLUSTER_NAMESPACE", "beamcluster-system",
                        "BEAMCLUSTER_POD_NAME", "operator",
                        "BEAMCLUSTER_LEADER_ELECTION", "true"));
        Process operator = builder.start();
        boolean done = statusWritten.await(60, TimeUnit.SECONDS)
                && leaseRenewed.await(60, TimeUnit.SECONDS)
                && isReady();
        operator.destroy();
        boolean ended = operator.waitFor(120, TimeUnit.SECONDS);
        System.out.printf("training: status written %s, lease renewed %s, ended %s%n",
                statusWritten.getCount() == 0, leaseRenewed.getCount() == 0, ended ? operator.exitValue() : "not");
        System.exit(done && ended ? 0 : 1);
    }

    private static boolean isReady() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            for (String path : List.of("/healthz", "/readyz")) {
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:8080" + path)).build();
                if (client.send(request, BodyHandlers.discarding()).statusCode() != 200) {
                    return false;
                }
            }
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    private void listen(Path keystore) throws Exception {
        var keys = KeyStore.getInstance(keystore.toFile(), SECRET.toCharArray());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, SECRET.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        var server = tls.getServerSocketFactory().createServerSocket(PORT);
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                try {
                    Socket socket = server.accept();
                    Thread.startVirtualThread(() -> converse(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void converse(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Request request = read(in); request != null; request = read(in)) {
                if (request.headers().containsKey("sec-websocket-key")) {
                    watch(request, out);
                    in.transferTo(OutputStream.nullOutputStream());
                    return;
                }
                send(out, answer(request));
            }
        } catch (IOException e) {
            // The operator has hung up.
        }
    }

    private static Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            headers.put(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 1).strip());
        }
        var body = new ByteArrayOutputStream();
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                body.write(in.readNBytes(size));
                line(in);
            }
            line(in);
        } else {
            body.write(in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0"))));
        }
        String[] words = first.split(" ");
        return new Request(words[0], URI.create(words[1]).getPath(), headers, body.toByteArray());
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static void send(OutputStream out, Answer answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer.body());
        out.write("HTTP/1.1 %d .\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(answer.status(), body.length)
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    private synchronized Answer answer(Request request) throws IOException {
        Place place = Place.of(request.path());
        if (request.path().equals("/version")) {
            return new Answer(200, JSON.readTree("{\"major\": \"1\", \"minor\": \"34\", \"gitVersion\": \"v1.34.0\"}"));
        }
        if (request.verb().equals("GET")) {
            return place.name().isEmpty() ? new Answer(200, list(place)) : found(place);
        }
        JsonNode body = JSON.readTree(request.body());
        if (place.plural().startsWith("selfsubject")) {
            return new Answer(201, review((ObjectNode) body));
        }
        if (place.plural().equals("leases")) {
            leaseRenewed.countDown();
        }
        if (place.plural().equals("beamclusters")) {
            statusWritten.countDown();
        }
        // A patch by operations tells what to change in what is there; nothing here depends on it.
        ObjectNode object = body instanceof ObjectNode whole ? whole : objects.get(place.object());
        Place where = place.name().isEmpty() ? new Place(place.api(), place.plural(), place.namespace(), name(object), "") : place.object();
        if (!place.subresource().isEmpty()) {
            object = objects.get(where).deepCopy().set(place.subresource(), object.path(place.subresource()));
        }
        if (place.plural().equals("statefulsets")) {
            store(POD);
        }
        return new Answer(request.verb().equals("POST") ? 201 : 200, store(where, object));
    }

    private String name(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        return metadata.has("name") ? metadata.path("name").asText() : metadata.path("generateName").asText() + version;
    }

    private void store(String text) throws IOException {
        ObjectNode object = (ObjectNode) JSON.readTree(text);
        store(Place.of(object), object);
    }

    private ObjectNode store(Place place, ObjectNode object) throws IOException {
        ObjectNode before = objects.put(place, object);
        object.withObject("metadata")
                .put("name", place.name())
                .put("uid", "00000000-0000-0000-0000-" + Integer.toHexString(place.hashCode()))
                .put("resourceVersion", String.valueOf(++version))
                .put("generation", 1)
                .put("creationTimestamp", "2026-01-01T00:00:00Z");
        tell(place, JSON.createObjectNode().put("type", before == null ? "ADDED" : "MODIFIED").set("object", object));
        return object;
    }

    private void tell(Place place, JsonNode event) throws IOException {
        byte[] text = JSON.writeValueAsBytes(event);
        for (var watcher : watchers.entrySet()) {
            if (watcher.getValue().holds(place)) {
                // RFC 6455: one final text frame with a 16 bit length
                OutputStream out = watcher.getKey();
                out.write(new byte[] {(byte) 0x81, 126, (byte) (text.length >> 8), (byte) text.length});
                out.write(text);
                out.flush();
            }
        }
    }

    private JsonNode list(Place place) {
        ObjectNode list = JSON.createObjectNode().put("kind", "List").put("apiVersion", "v1");
        list.putObject("metadata").put("resourceVersion", String.valueOf(version));
        list.putArray("items")
                .addAll(objects.entrySet().stream()
                        .filter(entry -> place.holds(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .toList());
        return list;
    }

    private Answer found(Place place) {
        ObjectNode object = objects.get(place.object());
        return object != null
                ? new Answer(200, object)
                : new Answer(404, JSON.createObjectNode().put("kind", "Status").put("apiVersion", "v1")
                        .put("status", "Failure").put("reason", "NotFound").put("code", 404));
    }

    /** Everything is allowed: the rights are tested elsewhere. */
    private static ObjectNode review(ObjectNode review) {
        ObjectNode status = review.putObject("status").put("allowed", true).put("incomplete", false);
        status.putArray("nonResourceRules");
        ObjectNode rule = status.putArray("resourceRules").addObject();
        Stream.of("apiGroups", "resources", "verbs").forEach(field -> rule.putArray(field).add("*"));
        return review;
    }

    private void watch(Request request, OutputStream out) throws IOException {
        String key = request.headers().get("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + sha1(key) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        synchronized (this) {
            watchers.put(out, Place.of(request.path()));
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
