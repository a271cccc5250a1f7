package dev.beamcluster.operator.desired.validation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonMappingException;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.PodTemplate;
import dev.beamcluster.operator.desired.template.TemplateOverlay;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/** Finds parts of {@code spec.template} that would replace reserved parts, or that cannot be merged. */
final class TemplateProblems {

    private TemplateProblems() {}

    static Stream<Problem> of(BeamCluster cluster, Reserved reserved) {
        PodTemplate template = cluster.getSpec().template();
        if (template == null) {
            return Stream.of();
        }
        var spec = TemplateSpec.of(cluster);
        List<Problem> problems = Stream.of(
                        metadata(template.metadata(), reserved),
                        MergeProblems.of(spec),
                        dnsNames(spec),
                        names(spec, reserved),
                        spec.nodeContainers().flatMap(node -> node(node, reserved)))
                .flatMap(each -> each)
                .toList();
        return problems.isEmpty() ? types(template, reserved) : problems.stream();
    }

    private static Stream<Problem> metadata(PodTemplate.@Nullable Metadata metadata, Reserved reserved) {
        if (metadata == null) {
            return Stream.of();
        }
        String field = "spec.template.metadata";
        Stream<Problem> labels = metadata.labels().keySet().stream()
                .filter(reserved::isLabel)
                .map(label -> reserved(field + ".labels", "label " + label, "remove it"));
        Stream<Problem> annotations = metadata.annotations().keySet().stream()
                .filter(reserved::isAnnotation)
                .map(annotation -> reserved(field + ".annotations", "annotation " + annotation, "remove it"));
        return Stream.concat(labels, annotations);
    }

    private static Stream<Problem> dnsNames(TemplateSpec spec) {
        return Stream.of("hostname", "subdomain")
                .filter(spec.fields()::containsKey)
                .map(field -> new Problem(
                        Paths.TEMPLATE + "." + field, "it would change the DNS names of the nodes", "remove it"));
    }

    private static Stream<Problem> names(TemplateSpec spec, Reserved reserved) {
        Stream<Problem> volumes = spec.items("volumes")
                .map(volume -> String.valueOf(volume.get("name")))
                .filter(reserved.volumes()::contains)
                .map(name -> reserved(Paths.TEMPLATE + ".volumes", "volume name " + name, "rename your volume"));
        Stream<Problem> containers = spec.items("initContainers")
                .map(container -> String.valueOf(container.get("name")))
                .filter(reserved.initContainer()::equals)
                .map(name ->
                        reserved(Paths.TEMPLATE + ".initContainers", "container name " + name, "rename your container"))
                .distinct();
        return Stream.concat(volumes, containers);
    }

    private static Problem reserved(String field, String what, String remedy) {
        return new Problem(field, what + " is reserved for the operator", remedy);
    }

    private static Stream<Problem> node(Map<String, Object> container, Reserved reserved) {
        Stream<Problem> image = container.containsKey("image")
                ? Stream.of(new Problem(
                        Paths.NODE + ".image", "the image of the nodes is set in spec.image", "remove it here"))
                : Stream.of();
        Stream<Problem> mounts = TemplateSpec.items(container, "volumeMounts")
                .map(mount -> String.valueOf(mount.get("mountPath")))
                .flatMap(mount -> reserved.replacedBy(MountPath.of(mount)).stream()
                        .map(path -> new Problem(
                                Paths.NODE + ".volumeMounts",
                                "a mount at " + path.conflict(mount),
                                "choose another path")));
        return Stream.concat(image, mounts);
    }

    private static Stream<Problem> types(PodTemplate template, Reserved reserved) {
        try {
            TemplateOverlay.merge(reserved.pod(), template);
            return Stream.of();
        } catch (IllegalArgumentException e) {
            return Stream.of(new Problem(
                    "spec.template" + path(e.getCause()),
                    "the value has the wrong type",
                    "see `kubectl explain pod.spec` for the right one"));
        }
    }

    /** Returns the path in the template of a value that could not be read. */
    private static String path(@Nullable Throwable cause) {
        return cause instanceof JsonMappingException unread
                ? unread.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                        .collect(Collectors.joining())
                : ".spec";
    }
}
