package dev.beamcluster.operator.reconcile.pods;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what no cache has: Events, and pods without the label of a BeamCluster. Nothing of it is watched. If it cannot be read, or
 * has expired, it is unknown.
 */
final class PodReader {

    private static final Logger LOG = LoggerFactory.getLogger(PodReader.class);

    /** Why the volume controller and the provisioner cannot give a claim its volume. */
    private static final Set<String> NO_VOLUME = Set.of("ProvisioningFailed", "FailedBinding");

    private final KubernetesClient client;

    PodReader(KubernetesClient client) {
        this.client = client;
    }

    /** Returns the warnings about the pod with this UID. */
    List<PodWarning> warnings(String namespace, String uid) {
        return tried(
                namespace,
                List.of(),
                () -> events(namespace, uid).withField("type", "Warning").list().getItems().stream()
                        .map(PodWarning::of)
                        .toList());
    }

    /** Returns why the claim with this UID has no volume. */
    Optional<String> pendingBecause(String namespace, String uid) {
        return tried(
                namespace,
                Optional.empty(),
                () -> latest(events(namespace, uid).list().getItems().stream()
                        .filter(event -> NO_VOLUME.contains(event.getReason()))
                        .toList()));
    }

    /**
     * Returns why a pod of the StatefulSet with this UID was not created: Pod Security, a quota or a webhook refused it.
     *
     * @param since from when on. The controller tries repeatedly, and each time changes its Event
     */
    Optional<String> refusal(String namespace, String uid, Instant since) {
        return tried(
                namespace,
                Optional.empty(),
                () -> latest(events(namespace, uid).withField("reason", "FailedCreate").list().getItems().stream()
                        .filter(event -> !PodWarning.at(event).isBefore(since.truncatedTo(ChronoUnit.SECONDS)))
                        .toList()));
    }

    /** Returns the pod with this name, whatever its labels are. A list, since the operator may not get a pod. */
    Optional<Pod> named(String namespace, String name) {
        return tried(
                namespace,
                Optional.empty(),
                () -> client.pods().inNamespace(namespace).withField("metadata.name", name).list().getItems().stream()
                        .findFirst());
    }

    private FilterWatchListDeletable<Event, EventList, Resource<Event>> events(String namespace, String uid) {
        return client.events().v1().events().inNamespace(namespace).withField("regarding.uid", uid);
    }

    private static Optional<String> latest(List<Event> events) {
        return events.stream().max(Comparator.comparing(PodWarning::at)).map(Event::getNote);
    }

    private static <T> T tried(String namespace, T unknown, Supplier<T> read) {
        try {
            return read.get();
        } catch (KubernetesClientException e) {
            LOG.atInfo()
                    .addKeyValue("namespace", namespace)
                    .log("cannot read why a pod is missing or not ready: {}", e.getMessage());
            return unknown;
        }
    }
}
