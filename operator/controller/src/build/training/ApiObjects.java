import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the API server stores, and who watches it. */
final class ApiObjects {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nothing listens at its address, so the connection of the operator's hidden node is refused, as while a node starts. */
    private static final String POD =
            """
            {"apiVersion": "v1", "kind": "Pod",
             "metadata": {"name": "chat-0", "namespace": "default", "labels": {"beamcluster.dev/cluster": "chat"}},
             "spec": {"containers": [{"name": "beam", "image": "example/chat:1.4.0"}]},
             "status": {"phase": "Running", "podIP": "127.0.0.1", "conditions": [{"type": "Ready", "status": "True"}],
                        "containerStatuses": [{"name": "beam", "ready": true, "restartCount": 0,
                                               "state": {"running": {"startedAt": "2026-01-01T00:00:00Z"}}}]}}""";

    private final Map<Place, ObjectNode> objects = new HashMap<>();
    private final Map<OutputStream, Place> watchers = new HashMap<>();
    private final Consumer<String> written;
    private long version = 1000;

    /**
     * Without any object.
     *
     * @param written gets the plural of each object that the operator writes
     */
    ApiObjects(Consumer<String> written) {
        this.written = written;
    }

    /** From now on every change there is sent to this stream. */
    synchronized void watch(Place place, OutputStream out) {
        watchers.put(out, place);
    }

    synchronized Answer answer(Request request) throws IOException {
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
        written.accept(place.plural());
        return new Answer(request.verb().equals("POST") ? 201 : 200, write(place, body));
    }

    private ObjectNode write(Place place, JsonNode body) throws IOException {
        // A patch by operations tells what to change in what is there; nothing here depends on it.
        ObjectNode object = body instanceof ObjectNode whole ? whole : objects.get(place.object());
        Place where = place.name().isEmpty()
                ? new Place(place.api(), place.plural(), place.namespace(), name(object), "")
                : place.object();
        if (!place.subresource().isEmpty()) {
            object = objects.get(where).deepCopy().set(place.subresource(), object.path(place.subresource()));
        }
        ObjectNode stored = store(where, object);
        if (place.plural().equals("statefulsets")) {
            storePodOf(stored);
        }
        return stored;
    }

    private void storePodOf(ObjectNode statefulSet) throws IOException {
        ObjectNode pod = (ObjectNode) JSON.readTree(POD);
        JsonNode owner = statefulSet.path("metadata");
        pod.withObject("metadata")
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "apps/v1")
                .put("kind", "StatefulSet")
                .put("name", owner.path("name").asText())
                .put("uid", owner.path("uid").asText())
                .put("controller", true);
        store(Place.of(pod), pod);
    }

    synchronized void store(String text) throws IOException {
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

    private String name(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        return metadata.has("name") ? metadata.path("name").asText() : metadata.path("generateName").asText() + version;
    }

    /** Everything is allowed: the rights are tested elsewhere. */
    private static ObjectNode review(ObjectNode review) {
        ObjectNode status = review.putObject("status").put("allowed", true).put("incomplete", false);
        status.putArray("nonResourceRules");
        ObjectNode rule = status.putArray("resourceRules").addObject();
        Stream.of("apiGroups", "resources", "verbs").forEach(field -> rule.putArray(field).add("*"));
        return review;
    }
}
