package dev.beamcluster.e2e.tests.operator;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.beamcluster.e2e.harness.TestNamespace;

/** Everything in a namespace that an operator creates or causes, as text, without values that differ between runs. */
final class NamespaceDump {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Kinds by API version. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "beamcluster.dev/v1alpha1", List.of("BeamCluster"),
            "apps/v1", List.of("StatefulSet"),
            "v1", List.of("Service", "Secret", "PersistentVolumeClaim", "Pod"),
            "networking.k8s.io/v1", List.of("NetworkPolicy"),
            "policy/v1", List.of("PodDisruptionBudget"));

    /** Generated identifiers, addresses, times, write counters, and the history, which is of each operator. */
    private static final Set<String> VOLATILE = Set.of(
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "managedFields",
            "clusterIP",
            "clusterIPs",
            "lastTransitionTime",
            "since",
            "meshedSince",
            "history",
            "kubectl.kubernetes.io/last-applied-configuration");

    private static final String GENERATION = "generation";
    private static final String OBSERVED = "observedGeneration";

    private NamespaceDump() {}

    /** One paragraph per object. */
    static String of(TestNamespace namespace) {
        return KINDS.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().flatMap(kind -> objects(namespace, entry.getKey(), kind)))
                .map(NamespaceDump::normalised)
                .sorted()
                .collect(Collectors.joining("\n\n"));
    }

    private static Stream<JsonNode> objects(TestNamespace namespace, String version, String kind) {
        return namespace
                .cluster()
                .client()
                .genericKubernetesResources(version, kind)
                .inNamespace(namespace.name())
                .list()
                .getItems()
                .stream()
                .map(item -> JSON.<ObjectNode>valueToTree(item).put("kind", kind));
    }

    private static String normalised(JsonNode item) {
        var object = (ObjectNode) item;
        var kind = object.path("kind").asText();
        if (kind.equals("Pod")) {
            object.set("status", statusOf(object));
        }
        if (kind.equals("Secret")) {
            // Only the keys; the values are random.
            object.set("data", names((ObjectNode) object.path("data")));
        }
        strip(object, object.path("metadata").path(GENERATION).asLong());
        return kind + " " + object.path("metadata").path("name").asText() + "\n"
                + sorted(object).toPrettyString();
    }

    /** Whether the pod is running and ready, and how often it was restarted. */
    private static JsonNode statusOf(ObjectNode pod) {
        var status = JSON.createObjectNode();
        var containers = pod.path("status").path("containerStatuses");
        status.set("phase", pod.path("status").path("phase"));
        status.put(
                "ready",
                StreamSupport.stream(containers.spliterator(), false)
                        .allMatch(container -> container.path("ready").asBoolean()));
        status.put(
                "restarts",
                StreamSupport.stream(containers.spliterator(), false)
                        .mapToInt(container -> container.path("restartCount").asInt())
                        .sum());
        return status;
    }

    private static JsonNode names(ObjectNode data) {
        var names = JSON.createArrayNode();
        data.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /**
     * The number of writes differs between runs, so an observed generation is kept only as its lag behind the generation.
     */
    private static void strip(JsonNode node, long generation) {
        if (node instanceof ObjectNode object) {
            object.remove(VOLATILE);
            object.remove(GENERATION);
            if (object.has(OBSERVED)) {
                object.put(OBSERVED, object.path(OBSERVED).asLong() - generation);
            }
        }
        node.forEach(child -> strip(child, generation));
    }

    /** Sorts fields by name: the API server does not guarantee an order. */
    private static JsonNode sorted(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                Map<String, JsonNode> fields = new TreeMap<>();
                object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
                yield JSON.createObjectNode().setAll(fields);
            }
            case ArrayNode array -> {
                List<JsonNode> elements = StreamSupport.stream(array.spliterator(), false)
                        .map(NamespaceDump::sorted)
                        .toList();
                yield JSON.createArrayNode().addAll(elements);
            }
            default -> node;
        };
    }
}
