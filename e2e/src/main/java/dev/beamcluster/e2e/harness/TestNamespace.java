package dev.beamcluster.e2e.harness;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;

import static org.awaitility.Awaitility.await;

/**
 * The namespace of one test, which enforces the {@code restricted} Pod Security Standard.
 *
 * @param cluster of the namespace
 * @param name unique, so that tests do not share objects
 */
public record TestNamespace(Cluster cluster, String name) {

    /** Creates a namespace. */
    public static TestNamespace create(Cluster cluster) {
        var name = "e2e-" + UUID.randomUUID().toString().substring(0, 8);
        cluster.client()
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        return new TestNamespace(cluster, name);
    }

    /** {@code kubectl --namespace} with this namespace. */
    public Kubectl kubectl() {
        return cluster.kubectl().in(name);
    }

    /** Applies a BeamCluster, which the API server must accept. */
    public Beam apply(String beamName, String yaml) {
        var _ = kubectl().apply(yaml).orFail();
        return new Beam(this, beamName);
    }

    /** All pods in this namespace. */
    public List<Pod> pods() {
        return cluster.client().pods().inNamespace(name).list().getItems();
    }

    /** The events with this reason, each as {@code REASON: NOTE}, one per line, sorted. */
    public String events(String reason) {
        return events(event -> reason.equals(event.getReason()));
    }

    /** The events that match, each as {@code REASON: NOTE}, one per line, sorted. */
    public String events(Predicate<Event> which) {
        return cluster.client().events().v1().events().inNamespace(name).list().getItems().stream()
                .filter(which)
                .map(event -> event.getReason() + ": " + event.getNote())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** How many events the scheduler has written, which the API server counts as requests of the same kind as the operator's. */
    public long eventsOfScheduler() {
        return cluster.client().events().v1().events().inNamespace(name).list().getItems().stream()
                .filter(event -> "default-scheduler".equals(event.getReportingController()))
                .count();
    }

    /** Runs an action in a new namespace, then deletes the namespace and waits until it is gone; at most three minutes. */
    public static <T> T during(Cluster cluster, Function<TestNamespace, T> what) {
        var namespace = create(cluster);
        try {
            return what.apply(namespace);
        } finally {
            namespace.delete();
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> cluster.client()
                                    .namespaces()
                                    .withName(namespace.name())
                                    .get()
                            == null);
        }
    }

    /** Deletes the namespace without waiting. */
    public void delete() {
        cluster.client().namespaces().withName(name).withGracePeriod(0).delete();
    }
}
