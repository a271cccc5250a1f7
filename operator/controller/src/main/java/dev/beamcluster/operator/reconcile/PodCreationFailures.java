package dev.beamcluster.operator.reconcile;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.operator.observed.ExpectedNode;

/**
 * Why a pod that is wanted is not there: Pod Security, a quota or a webhook refused it. Only an Event of the StatefulSet says so;
 * Events are asked for only while a pod is missing, and never watched.
 */
final class PodCreationFailures {

    private PodCreationFailures() {}

    static Optional<String> of(KubernetesClient client, StatefulSet statefulSet, List<ExpectedNode> nodes) {
        if (nodes.stream().allMatch(node -> node.pod().isPresent())) {
            return Optional.empty();
        }
        return client
                .events()
                .v1()
                .events()
                .inNamespace(statefulSet.getMetadata().getNamespace())
                .withField("regarding.uid", statefulSet.getMetadata().getUid())
                .withField("reason", "FailedCreate")
                .list()
                .getItems()
                .stream()
                .max(Comparator.comparing(PodCreationFailures::time))
                .map(Event::getNote);
    }

    private static String time(Event event) {
        return Objects.requireNonNullElse(
                event.getDeprecatedLastTimestamp(), event.getMetadata().getCreationTimestamp());
    }
}
