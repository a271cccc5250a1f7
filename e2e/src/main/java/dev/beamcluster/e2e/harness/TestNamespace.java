package dev.beamcluster.e2e.harness;

import java.util.List;
import java.util.UUID;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;

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

    /** Deletes it without waiting for its end. */
    public void delete() {
        cluster.client().namespaces().withName(name).withGracePeriod(0).delete();
    }
}
