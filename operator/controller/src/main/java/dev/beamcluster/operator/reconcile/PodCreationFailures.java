package dev.beamcluster.operator.reconcile;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.operator.observed.ExpectedNode;

/**
 * Finds out why a pod was not created: Pod Security, a quota or a webhook refused it. Only an Event of the StatefulSet says so.
 * Events are listed only while a pod is missing, and never watched. If they have expired or cannot be read, the cause is unknown.
 */
final class PodCreationFailures {

    private static final Logger LOG = LoggerFactory.getLogger(PodCreationFailures.class);

    private final KubernetesClient client;

    PodCreationFailures(KubernetesClient client) {
        this.client = client;
    }

    Optional<String> of(StatefulSet statefulSet, List<ExpectedNode> nodes) {
        if (nodes.stream().allMatch(node -> node.pod().isPresent())) {
            return Optional.empty();
        }
        var metadata = statefulSet.getMetadata();
        try {
            return refusals(metadata).stream()
                    .max(Comparator.comparing(PodCreationFailures::time))
                    .map(Event::getNote);
        } catch (KubernetesClientException e) {
            LOG.atInfo()
                    .addKeyValue("namespace", metadata.getNamespace())
                    .addKeyValue("name", metadata.getName())
                    .log("cannot list the Events that say why a pod is missing: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private List<Event> refusals(ObjectMeta statefulSet) {
        return client.events()
                .v1()
                .events()
                .inNamespace(statefulSet.getNamespace())
                .withField("regarding.uid", statefulSet.getUid())
                .withField("reason", "FailedCreate")
                .list()
                .getItems();
    }

    private static String time(Event event) {
        return Objects.requireNonNullElse(
                event.getDeprecatedLastTimestamp(), event.getMetadata().getCreationTimestamp());
    }
}
