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
 * A namespace of one test, which enforces the {@code restricted} Pod Security Standard.
 *
 * @param cluster it is in
 * @param name fresh, so that no test meets what another left
 */
public record TestNamespace(Cluster cluster, String name) {

    /** A fresh one. */
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

    /** {@code kubectl --namespace} this one. */
    public Kubectl kubectl() {
        return cluster.kubectl().in(name);
    }

    /** Applies a BeamCluster that must be accepted. */
    public Beam apply(String beamName, String yaml) {
        var _ = kubectl().apply(yaml).orFail();
        return new Beam(this, beamName);
    }

    /** The pods in it, by name. */
    public List<Pod> pods() {
        return cluster.client().pods().inNamespace(name).list().getItems();
    }

    /** The Events in it of that reason, each as {@code REASON: NOTE}, one a line, sorted. */
    public String events(String reason) {
        return events(event -> reason.equals(event.getReason()));
    }

    /** Those Events in it, each as {@code REASON: NOTE}, one a line, sorted. */
    public String events(Predicate<Event> which) {
        return cluster.client().events().v1().events().inNamespace(name).list().getItems().stream()
                .filter(which)
                .map(event -> event.getReason() + ": " + event.getNote())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** Does something in a fresh one, and waits until that is gone again, three minutes at most. */
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

    /** Deletes it without waiting for its end. */
    public void delete() {
        cluster.client().namespaces().withName(name).withGracePeriod(0).delete();
    }
}
