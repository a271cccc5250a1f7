package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonMappingException;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.PodTemplate;

/** What a schema cannot refuse in {@code spec.template}: its spec is passed through, so that it may be any PodSpec. */
final class TemplateProblems {

    static final String SPEC = "spec.template.spec";
    static final String NODE = SPEC + ".containers[" + Naming.NODE_CONTAINER + "]";
    private static final Set<String> RESERVED_LABELS =
            Set.of("app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/managed-by");
    static final Set<String> OWN_VOLUMES = Set.of(
            NodePod.SECRET_VOLUME, NodePod.COOKIE_VOLUME, NodePod.TMP_VOLUME, NodePod.HOME_VOLUME, TlsVolume.NAME);

    /** Lists in which the operator has something that a node cannot do without. */
    private static final Set<String> NEEDED = Set.of("containers", "initContainers", "volumes", "env", "volumeMounts");

    private TemplateProblems() {}

    /** Sorted; empty when the template can be laid over the operator's. */
    static List<Problem> of(BeamCluster cluster) {
        PodTemplate template = cluster.getSpec().template();
        if (template == null) {
            return List.of();
        }
        var problems = new ArrayList<Problem>();
        if (template.metadata() != null) {
            labels(template.metadata(), problems);
        }
        if (template.spec() != null) {
            shape(SPEC, template.spec(), problems);
            dnsNames(template.spec(), problems);
            volumes(template.spec(), problems);
            initContainers(template.spec(), problems);
            node(template.spec(), cluster, problems);
        }
        if (problems.isEmpty()) {
            types(cluster, template, problems);
        }
        return problems.stream().sorted().toList();
    }

    private static void labels(PodTemplate.Metadata metadata, List<Problem> problems) {
        metadata.labels().keySet().stream()
                .filter(label -> RESERVED_LABELS.contains(label) || label.startsWith("beamcluster.dev/"))
                .forEach(label -> problems.add(new Problem(
                        "spec.template.metadata.labels", "the label " + label + " is the operator's", "leave it out")));
        metadata.annotations().keySet().stream()
                .filter(annotation -> annotation.startsWith("beamcluster.dev/"))
                .forEach(annotation -> problems.add(new Problem(
                        "spec.template.metadata.annotations",
                        "the annotation " + annotation + " is the operator's",
                        "leave it out")));
    }

    /** No directives, and every item of a list that is merged has the key by which it is. */
    private static void shape(String path, Object value, List<Problem> problems) {
        if (value instanceof Map<?, ?> object) {
            object.forEach((key, inner) -> field(path, String.valueOf(key), inner, problems));
        } else if (value instanceof List<?> list) {
            list.stream().filter(Objects::nonNull).forEach(item -> shape(path, item, problems));
        }
    }

    private static void field(String path, String name, @Nullable Object value, List<Problem> problems) {
        String here = path + "." + name;
        if (name.startsWith("$")) {
            problems.add(new Problem(
                    here,
                    "merge directives are not carried out, and what the operator needs cannot be taken away",
                    "leave it out; a field is removed with null"));
            return;
        }
        String key = StrategicMerge.MERGE_KEYS.get(name);
        if (key != null && value instanceof List<?> list && !list.stream().allMatch(item -> has(item, key))) {
            problems.add(new Problem(
                    here, "an item has no " + key, "give every item its " + key + ", by which it is merged"));
        }
        if (value != null) {
            shape(here, value, problems);
        } else if (NEEDED.contains(name)) {
            problems.add(new Problem(here, "null takes away what the node needs", "leave it out"));
        }
    }

    private static boolean has(@Nullable Object item, String key) {
        return item instanceof Map<?, ?> object && object.get(key) != null;
    }

    private static void dnsNames(Map<String, Object> spec, List<Problem> problems) {
        Stream.of("hostname", "subdomain")
                .filter(spec::containsKey)
                .forEach(field -> problems.add(new Problem(
                        SPEC + "." + field, "it changes the DNS names that the nodes are called by", "leave it out")));
    }

    private static void volumes(Map<String, Object> spec, List<Problem> problems) {
        items(spec, "volumes")
                .map(volume -> volume.get("name"))
                .filter(OWN_VOLUMES::contains)
                .forEach(name -> problems.add(new Problem(
                        SPEC + ".volumes", "the volume " + name + " is the operator's", "give yours another name")));
    }

    private static void initContainers(Map<String, Object> spec, List<Problem> problems) {
        if (items(spec, "initContainers").anyMatch(item -> Naming.COOKIE_CONTAINER.equals(item.get("name")))) {
            problems.add(new Problem(
                    SPEC + ".initContainers",
                    "the container " + Naming.COOKIE_CONTAINER + " is the operator's",
                    "give yours another name"));
        }
    }

    private static void node(Map<String, Object> spec, BeamCluster cluster, List<Problem> problems) {
        nodes(spec).forEach(container -> {
            if (container.containsKey("image")) {
                problems.add(new Problem(NODE + ".image", "the node's image is spec.image", "set it there"));
            }
            items(container, "volumeMounts")
                    .map(mount -> String.valueOf(mount.get("mountPath")))
                    .forEach(mount -> hidden(MountPath.of(mount), cluster)
                            .ifPresent(what -> problems.add(new Problem(
                                    NODE + ".volumeMounts",
                                    "a mount at " + mount + " hides " + what,
                                    "mount it elsewhere"))));
        });
    }

    /**
     * What a mount takes the place of. One above it does not: it is mounted first (containerd and CRI-O sort mounts by path).
     */
    private static Optional<String> hidden(MountPath mount, BeamCluster cluster) {
        if (MountPath.of(Naming.COOKIE_DIRECTORY).hides(mount)
                || NodeEnvironment.cookieFiles(cluster).stream()
                        .anyMatch(file -> MountPath.of(file).equals(mount))) {
            return Optional.of("the cookie");
        }
        boolean hasCertificate = cluster.getSpec().distribution().tls() != null;
        return hasCertificate && MountPath.of(TlsVolume.DIRECTORY).hides(mount)
                ? Optional.of("the certificate")
                : Optional.empty();
    }

    /** What the template says of the container that is the node. */
    static Stream<Map<String, Object>> nodes(Map<String, Object> spec) {
        return items(spec, "containers").filter(container -> Naming.NODE_CONTAINER.equals(container.get("name")));
    }

    /** The objects in a list of an object; none where it has no such list. */
    static Stream<Map<String, Object>> items(Map<String, Object> object, String list) {
        return object.get(list) instanceof List<?> items
                ? items.stream()
                        .filter(item -> item instanceof Map)
                        .map(item -> StrategicMerge.fields((Map<?, ?>) item))
                : Stream.of();
    }

    private static void types(BeamCluster cluster, PodTemplate template, List<Problem> problems) {
        try {
            TemplateOverlay.over(NodePod.of(cluster), template);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(
                    "spec.template" + path(e.getCause()),
                    "the value has the wrong type",
                    "see `kubectl explain pod.spec`"));
        }
    }

    /** Where in the template a value could not be read. */
    private static String path(@Nullable Throwable cause) {
        return cause instanceof JsonMappingException unread
                ? unread.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                        .collect(Collectors.joining())
                : ".spec";
    }
}
