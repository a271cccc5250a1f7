package dev.beamcluster.kubectl.cluster;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** The changes that the plugin makes. Each is one patch of one field. */
public final class ClusterWriter {

    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("kubectl-beam")
            .build();

    private final KubernetesClient client;
    private final String namespace;

    public ClusterWriter(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Sets {@code spec.paused}. */
    public void pause(String name, boolean isPaused) {
        patch(name, "{\"spec\":{\"paused\":%b}}".formatted(isPaused));
    }

    /** Sets {@code spec.replicas}. */
    public void scale(String name, int replicas) {
        patch(name, "{\"spec\":{\"replicas\":%d}}".formatted(replicas));
    }

    /**
     * Restarts the nodes as {@code kubectl rollout restart} does, by an annotation of the StatefulSet's pod template: the spec
     * of the BeamCluster, which may come from a repository, stays as it is.
     *
     * @return the time from which the creation of pods counts
     */
    public Instant restart(String name, Instant now) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        String patch = """
                {"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"%s"}}}}}""".formatted(second);
        try {
            var set = new StatefulSet();
            set.setMetadata(named(name));
            client.resource(set).patch(MERGE, patch);
            return second;
        } catch (KubernetesClientException e) {
            throw Unreadable.because(e);
        }
    }

    private void patch(String name, String patch) {
        try {
            client.resources(BeamCluster.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .patch(MERGE, patch);
        } catch (KubernetesClientException e) {
            throw Unreadable.because(e);
        }
    }

    /** With the name alone the client asks for nothing before it patches, which would need another right. */
    private ObjectMeta named(String name) {
        return new ObjectMetaBuilder().withName(name).withNamespace(namespace).build();
    }
}
