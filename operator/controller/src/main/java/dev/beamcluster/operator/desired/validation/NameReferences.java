package dev.beamcluster.operator.desired.validation;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.api.v1alpha1.NodeNaming;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/**
 * Finds references to the variables with a node's name. Under {@code node.address: PodDNS} the operator does not set them, and
 * Kubernetes would leave such a reference as it is (Kubernetes, Define Dependent Environment Variables).
 */
final class NameReferences {

    private static final String REFERENCE = "(?<!\\$)\\$\\((%s)\\)";
    private static final Pattern NAMES = Pattern.compile(REFERENCE.formatted("BEAM_NODE|BEAM_HOST"));
    private static final Pattern NAMES_OF_MIX =
            Pattern.compile(REFERENCE.formatted("BEAM_NODE|BEAM_HOST|RELEASE_NODE"));

    private NameReferences() {}

    private record Text(String field, String value) {}

    static Stream<Problem> of(BeamCluster cluster) {
        if (NodeNaming.addressOf(cluster.getSpec().node()) != NodeNaming.Address.PodDNS) {
            return Stream.of();
        }
        Pattern names = cluster.getSpec().release() == Release.Mix ? NAMES_OF_MIX : NAMES;
        Stream<Text> variables = cluster.getSpec().env().stream()
                .filter(variable -> variable.getValue() != null)
                .map(variable -> new Text(Paths.item("spec.env", variable.getName()), variable.getValue()));
        Stream<Text> template =
                TemplateSpec.of(cluster).nodeContainers().flatMap(container -> texts(Paths.NODE, container));
        return Stream.concat(variables, template)
                .flatMap(text -> names.matcher(text.value())
                        .results()
                        .map(found -> new Problem(
                                text.field(),
                                "with spec.node.address: PodDNS there is no variable " + found.group(1),
                                "compute the name in the start script of the image, from the address in a variable of"
                                        + " your own (fieldRef status.podIP)")));
    }

    /** Returns all texts in a value of the template. */
    private static Stream<Text> texts(String field, @Nullable Object value) {
        return switch (value) {
            case String text -> Stream.of(new Text(field, text));
            case Map<?, ?> fields ->
                fields.entrySet().stream().flatMap(entry -> texts(field + "." + entry.getKey(), entry.getValue()));
            case List<?> items ->
                IntStream.range(0, items.size())
                        .boxed()
                        .flatMap(i -> texts(item(field, items.get(i), i), items.get(i)));
            case null, default -> Stream.of();
        };
    }

    private static String item(String list, @Nullable Object item, int index) {
        return item instanceof Map<?, ?> fields && fields.get("name") instanceof String name
                ? Paths.item(list, name)
                : Paths.item(list, String.valueOf(index));
    }
}
