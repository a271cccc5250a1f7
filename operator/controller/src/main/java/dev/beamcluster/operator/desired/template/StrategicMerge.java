package dev.beamcluster.operator.desired.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' strategic merge for pod templates: objects are merged by field, the lists of {@link #MERGE_KEYS} by their key,
 * other lists are replaced, {@code null} removes a field (Kubernetes, Update API Objects in Place Using kubectl patch).
 *
 * <p>One difference: the handler of a probe replaces a handler of another kind, because the API server refuses a probe with two.
 *
 * <p>Directives ({@code $patch} and the like) are not supported; validation refuses them.
 */
public final class StrategicMerge {

    /** {@code patchMergeKey} of every list in a PodSpec, by the name of the list (kubernetes/api, core/v1/types.go). */
    public static final Map<String, String> MERGE_KEYS = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("volumes", "name"),
            Map.entry("env", "name"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("volumeDevices", "devicePath"),
            Map.entry("ports", "containerPort"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("hostAliases", "ip"),
            Map.entry("resourceClaims", "name"),
            Map.entry("topologySpreadConstraints", "topologyKey"));

    private static final Set<String> PROBES = Set.of("startupProbe", "readinessProbe", "livenessProbe");
    private static final Set<String> HANDLERS = Set.of("exec", "grpc", "httpGet", "tcpSocket");

    private StrategicMerge() {}

    /** Returns the fields of {@code base} with those of {@code overlay} merged into them. Neither argument is changed. */
    public static Map<String, Object> merge(Map<String, Object> base, Map<String, Object> overlay) {
        var merged = new LinkedHashMap<>(base);
        overlay.forEach((field, value) -> {
            if (value == null) {
                merged.remove(field);
            } else {
                merged.put(field, mergeField(field, merged.get(field), value));
            }
        });
        return merged;
    }

    /** Adds a value that the base does not have without its nulls, since there is nothing for them to remove. */
    private static Object mergeField(String field, @Nullable Object base, Object overlay) {
        if (overlay instanceof Map<?, ?> right) {
            Map<?, ?> left = base instanceof Map<?, ?> map ? map : Map.of();
            return merge(PROBES.contains(field) ? withoutOtherHandlers(left, right) : fields(left), fields(right));
        }
        String key = MERGE_KEYS.get(field);
        if (key != null && overlay instanceof List<?> right) {
            return base instanceof List<?> left ? mergeList(key, left, right) : added(right);
        }
        return overlay;
    }

    private static List<Object> added(List<?> items) {
        return items.stream()
                .<Object>map(item -> merge(Map.of(), fields((Map<?, ?>) item)))
                .toList();
    }

    private static Map<String, Object> withoutOtherHandlers(Map<?, ?> probe, Map<?, ?> overlay) {
        Map<String, Object> kept = fields(probe);
        if (HANDLERS.stream().anyMatch(handler -> overlay.get(handler) != null)) {
            kept.keySet().removeIf(field -> HANDLERS.contains(field) && !overlay.containsKey(field));
        }
        return kept;
    }

    private static List<Object> mergeList(String key, List<?> base, List<?> overlay) {
        var merged = new ArrayList<Object>(base);
        for (Object item : overlay) {
            Map<String, Object> change = fields((Map<?, ?>) item);
            Optional<Integer> place = place(merged, key, change);
            if (place.isPresent()) {
                merged.set(place.get(), merge(fields((Map<?, ?>) merged.get(place.get())), change));
            } else {
                merged.add(merge(Map.of(), change));
            }
        }
        return merged;
    }

    private static Optional<Integer> place(List<Object> items, String key, Map<String, Object> change) {
        for (int i = 0; i < items.size(); i++) {
            Object value = items.get(i) instanceof Map<?, ?> item ? item.get(key) : null;
            if (value != null && value.equals(change.get(key))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Returns a JSON object as a map from field names. */
    static Map<String, Object> fields(Map<?, ?> object) {
        var fields = new LinkedHashMap<String, Object>();
        object.forEach((key, value) -> fields.put(String.valueOf(key), value));
        return fields;
    }
}
