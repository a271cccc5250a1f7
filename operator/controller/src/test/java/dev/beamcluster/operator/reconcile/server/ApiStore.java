package dev.beamcluster.operator.reconcile.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The objects, with their versions and who watches them. A StatefulSet is observed as soon as it is written. */
final class ApiStore {

    static final ObjectMapper JSON = new ObjectMapper();

    private final Map<ApiPath, ObjectNode> objects = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<BlockingQueue<ObjectNode>, ApiPath> watches = new LinkedHashMap<>();
    private long version = 1;

    private record Change(long version, ApiPath path, ObjectNode event) {}

    /** Thrown with the code of the answer. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int code;

        Refused(int code, String message) {
            super(message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** Returns the events of a watch from this version on. */
    synchronized BlockingQueue<ObjectNode> watch(ApiPath path, long from) {
        var events = new LinkedBlockingQueue<ObjectNode>();
        changes.stream()
                .filter(change -> change.version() > from && path.holds(change.path()))
                .forEach(change -> events.add(change.event()));
        watches.put(events, path);
        return events;
    }

    synchronized ObjectNode list(ApiPath path) {
        ObjectNode list =
                JsonNodeFactory.instance.objectNode().put("kind", "List").put("apiVersion", "v1");
        list.putObject("metadata").put("resourceVersion", String.valueOf(version));
        list.putArray("items")
                .addAll(objects.entrySet().stream()
                        .filter(entry -> path.holds(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .toList());
        return list;
    }

    synchronized Optional<ObjectNode> find(ApiPath path) {
        return Optional.ofNullable(objects.get(path.named(path.name())));
    }

    /** Creates an object. */
    synchronized ObjectNode create(ApiPath path, ObjectNode body) {
        ObjectNode metadata = body.withObjectProperty("metadata");
        if (!metadata.has("name")) {
            metadata.put("name", metadata.path("generateName").asText() + version);
        }
        ApiPath place = path.named(metadata.path("name").asText());
        if (objects.containsKey(place)) {
            throw new Refused(409, "already exists");
        }
        return store(place, body, Optional.empty());
    }

    /** Applies or replaces an object, or its status. */
    synchronized ObjectNode apply(ApiPath path, ObjectNode body) {
        Optional<ObjectNode> there = find(path);
        if (there.isEmpty()) {
            return create(path, body);
        }
        JsonNode precondition = body.at("/metadata/resourceVersion");
        ObjectNode before = there.get();
        if (!precondition.isMissingNode() && !precondition.equals(before.at("/metadata/resourceVersion"))) {
            throw new Refused(409, "the object has been modified");
        }
        ObjectNode after = before.deepCopy();
        boolean isStatus = path.subresource().equals("status");
        body.properties().stream()
                .filter(field -> !field.getKey().equals("metadata")
                        && isStatus == field.getKey().equals("status"))
                .forEach(field -> after.set(field.getKey(), field.getValue()));
        return after.equals(before) ? before : store(path.named(path.name()), after, there);
    }

    private ObjectNode store(ApiPath place, ObjectNode object, Optional<ObjectNode> before) {
        ObjectNode metadata = object.withObjectProperty("metadata");
        long generation = before.map(old -> old.at("/metadata/generation").asLong()
                        + (old.path("spec").equals(object.path("spec")) ? 0 : 1))
                .orElse(1L);
        metadata.put("resourceVersion", String.valueOf(++version)).put("generation", generation);
        if (before.isEmpty()) {
            metadata.put("uid", "uid-" + version).put("creationTimestamp", "2026-01-01T00:00:00Z");
            metadata.put("namespace", place.namespace());
        }
        if (place.plural().equals("statefulsets")) {
            object.withObjectProperty("status")
                    .put("observedGeneration", generation)
                    .put("replicas", 0)
                    .put("currentRevision", "one")
                    .put("updateRevision", "one");
        }
        objects.put(place, object);
        ObjectNode event = JSON.createObjectNode().put("type", before.isEmpty() ? "ADDED" : "MODIFIED");
        tell(new Change(version, place, event.set("object", object.deepCopy())));
        return object.deepCopy();
    }

    private void tell(Change change) {
        changes.add(change);
        watches.forEach((events, path) -> {
            if (path.holds(change.path())) {
                events.add(change.event());
            }
        });
    }
}
