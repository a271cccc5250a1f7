package dev.beamcluster.operator.reconcile.apply;

import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.status.ApplyOutcome.Refused;

/**
 * Creates and deletes the Job of {@code spec.rollout.before}, never two at once: the name is always the same, it is created and
 * never changed, it is deleted after its pods, and pods of a Job that someone else deleted are waited for.
 */
final class JobWriter {

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private final KubernetesClient client;
    private final Deletion deletion;

    JobWriter(KubernetesClient client) {
        this.client = client;
        this.deletion = new Deletion(client);
    }

    /** Creates the Job, unless pods of an earlier one still run. Returns why that is impossible. */
    Optional<Refused> start(BeamCluster cluster, Job job) {
        if (isRunning(cluster)) {
            return Optional.empty();
        }
        try {
            client.resource(job).create();
            ObjectWriter.log(cluster, "created", job);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return e.getCode() == HttpURLConnection.HTTP_CONFLICT
                    ? existing(cluster, job)
                    : Optional.of(
                            ApiErrors.of(e, job.getKind(), job.getMetadata().getName()));
        }
    }

    /** Deletes the BeamCluster's Job, which is gone when its pods are. A stale read deletes nothing. */
    void delete(BeamCluster cluster, CachedObjects cached) {
        cached.named(Job.class, Naming.beforeJob(cluster))
                .filter(job -> Ownership.isOf(job, cluster))
                .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
                .filter(deletion::afterDependents)
                .ifPresent(job -> ObjectWriter.log(cluster, "deleted", job));
    }

    private boolean isRunning(BeamCluster cluster) {
        List<Pod> pods = client.pods()
                .inNamespace(cluster.getMetadata().getNamespace())
                .withLabel(Naming.BEFORE, Naming.cluster(cluster))
                .list()
                .getItems();
        return pods.stream()
                .anyMatch(pod -> pod.getStatus() == null
                        || !ENDED.contains(pod.getStatus().getPhase()));
    }

    /** The cache may lack the Job that exists, because it is new, or because it has no label of ours. */
    private Optional<Refused> existing(BeamCluster cluster, Job job) {
        return Optional.ofNullable(client.resource(job).get())
                .filter(other -> !Ownership.isOf(other, cluster))
                .map(other -> Ownership.refusal(other, cluster));
    }
}
