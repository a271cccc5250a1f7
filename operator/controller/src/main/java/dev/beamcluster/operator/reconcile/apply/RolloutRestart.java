package dev.beamcluster.operator.reconcile.apply;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;

/**
 * What {@code kubectl rollout restart} has written into the pod template. It is not ours, so no write of ours takes it away; but a
 * StatefulSet that is made again without it has another revision than its pods, and would replace them all.
 *
 * @param at when, as kubectl wrote it
 */
record RolloutRestart(String at) {

    private static final String ANNOTATION = "kubectl.kubernetes.io/restartedAt";

    /**
     * The last one that pods were made by, where the StatefulSet is gone. Those that were not are replaced, as was asked for.
     *
     * @param nodes as they must be; what the spec itself says of it holds
     */
    static Optional<RolloutRestart> before(StatefulSet nodes, Collection<Pod> pods) {
        if (nodes.getSpec().getTemplate().getMetadata().getAnnotations().containsKey(ANNOTATION)) {
            return Optional.empty();
        }
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod -> pod.getMetadata().getAnnotations())
                .filter(Objects::nonNull)
                .flatMap(annotations -> Stream.ofNullable(annotations.get(ANNOTATION)))
                .filter(at -> instant(at).isPresent())
                .max(Comparator.comparing(at -> instant(at).orElseThrow().toInstant()))
                .map(RolloutRestart::new);
    }

    /** The same nodes with it. */
    StatefulSet in(StatefulSet nodes) {
        return new StatefulSetBuilder(nodes)
                .editSpec()
                .editTemplate()
                .editMetadata()
                .addToAnnotations(ANNOTATION, at)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** Nothing of these nodes but it. */
    StatefulSet alone(StatefulSet nodes) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withName(nodes.getMetadata().getName())
                .withNamespace(nodes.getMetadata().getNamespace())
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewMetadata()
                .addToAnnotations(ANNOTATION, at)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** kubectl writes its own time zone's offset. */
    private static Optional<OffsetDateTime> instant(String at) {
        try {
            return Optional.of(OffsetDateTime.parse(at));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
