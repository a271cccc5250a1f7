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
 * The annotation that {@code kubectl rollout restart} sets in the pod template. The operator does not own it, so its writes keep
 * it. A recreated StatefulSet without it would have another revision than its pods, and would replace all of them.
 *
 * @param at the time, as kubectl wrote it
 */
record RolloutRestart(String at) {

    private static final String ANNOTATION = "kubectl.kubernetes.io/restartedAt";

    /**
     * Returns the last restart from which pods were created, if the StatefulSet is gone. Pods from before that restart are
     * replaced, as the user requested.
     *
     * @param nodes the desired StatefulSet; a restart annotation in the spec takes precedence
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

    /** Returns the StatefulSet with the annotation. */
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

    /** Returns a patch of the StatefulSet with only the annotation. */
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

    /** Parses the time, which kubectl writes with the offset of its local time zone. */
    private static Optional<OffsetDateTime> instant(String at) {
        try {
            return Optional.of(OffsetDateTime.parse(at));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
