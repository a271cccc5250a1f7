package dev.beamcluster.operator.reconcile.jobs;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.BeforeFacts;
import dev.beamcluster.operator.observed.BeforeJob;
import dev.beamcluster.operator.observed.BeforeJob.State;
import dev.beamcluster.operator.observed.JobFailure;
import dev.beamcluster.operator.observed.JobFailure.Cause;
import dev.beamcluster.operator.observed.JobFailure.End;
import dev.beamcluster.operator.observed.PodOfJob;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.reconcile.apply.CachedObjects;
import dev.beamcluster.operator.reconcile.apply.Ownership;
import dev.beamcluster.operator.reconcile.pods.FailedPod;
import dev.beamcluster.operator.reconcile.pods.PodEvidence;
import dev.beamcluster.operator.reconcile.pods.PodObservation;

/** Observes the Job of {@code spec.rollout.before}. Reads the pod of a Job that runs, at a bounded rate, or failed, once. */
public final class JobObserver {

    private static final String TIMED_OUT = "DeadlineExceeded";

    private final KubernetesClient client;
    private final SecretValues secrets;

    public JobObserver(KubernetesClient client) {
        this.client = client;
        this.secrets = new SecretValues(client);
    }

    /**
     * Returns what is known.
     *
     * @param nodes the StatefulSet, as it was last written
     */
    public BeforeFacts observe(
            BeamCluster cluster, CachedObjects cached, Optional<StatefulSet> nodes, JobMemory memory, Instant now) {
        Optional<BeamClusterStatus.BeforeStatus> status =
                Optional.ofNullable(cluster.getStatus()).map(BeamClusterStatus::before);
        return new BeforeFacts(
                cluster.getSpec().rollout().before() != null,
                nodes.flatMap(there -> annotation(there, Naming.BEFORE))
                        .or(() -> status.map(BeamClusterStatus.BeforeStatus::succeeded)),
                status.map(BeamClusterStatus.BeforeStatus::template),
                cached.named(Job.class, Naming.beforeJob(cluster))
                        .filter(job -> Ownership.isOf(job, cluster))
                        .map(job -> new BeforeJob(
                                job.getMetadata().getName(),
                                annotation(job, Naming.BEFORE).orElse(""),
                                annotation(job, Naming.ATTEMPT_ANNOTATION).orElse(""),
                                state(job, memory, now))));
    }

    private State state(Job job, JobMemory memory, Instant now) {
        String uid = job.getMetadata().getUid();
        if (job.getMetadata().getDeletionTimestamp() != null) {
            return new State.Leaving();
        }
        if (condition(job, "Complete").isPresent()) {
            return new State.Succeeded(Optional.ofNullable(job.getStatus().getCompletionTime())
                    .map(Instant::parse)
                    .orElse(now));
        }
        return condition(job, "Failed")
                .<State>map(failed ->
                        new State.Failed(memory.failure(uid, () -> failure(job, failed, memory.lastWaiting(uid)))))
                .orElseGet(() -> memory.running(uid, now, () -> running(job, now)));
    }

    private State.Running running(Job job, Instant now) {
        return new State.Running(lastPod(job)
                .flatMap(pod -> PodObservation.of(pod, PodEvidence.NONE, now)
                        .trouble()
                        .filter(JobObserver::keepsFromStarting)
                        .map(trouble -> new PodOfJob(pod.getMetadata().getName(), trouble))));
    }

    /** Whether the trouble is one of a pod whose command was not started. Such a pod is never ready, and may end. */
    private static boolean keepsFromStarting(PodTrouble trouble) {
        return switch (trouble) {
            case PodTrouble.ImageNotPulled _,
                    PodTrouble.ContainerNotStarted _,
                    PodTrouble.Unschedulable _,
                    PodTrouble.ClaimsPending _,
                    PodTrouble.WaitsForInitContainer _,
                    PodTrouble.ContainersNotCreated _,
                    PodTrouble.KubernetesNodeSilent _ -> true;
            default -> false;
        };
    }

    private JobFailure failure(Job job, JobCondition failed, Optional<PodOfJob> waiting) {
        Optional<End> end = lastPod(job).flatMap(this::end);
        return new JobFailure(cause(job, failed, end), end, waiting);
    }

    private static Cause cause(Job job, JobCondition failed, Optional<End> end) {
        if (TIMED_OUT.equals(failed.getReason())) {
            return new Cause.TimedOut(
                    Math.toIntExact(Objects.requireNonNull(job.getSpec().getActiveDeadlineSeconds())));
        }
        return end.isPresent()
                ? new Cause.Ended()
                : new Cause.Other(Objects.requireNonNullElse(failed.getMessage(), "no reason given"));
    }

    private Optional<End> end(Pod pod) {
        return FailedPod.of(pod)
                .map(failed ->
                        new End(pod.getMetadata().getName(), failed.end(), secrets.masked(pod, failed.message())));
    }

    /** Returns the youngest pod of the Job: each retry has one of its own. */
    private Optional<Pod> lastPod(Job job) {
        List<Pod> pods = client.pods()
                .inNamespace(job.getMetadata().getNamespace())
                .withLabel(Naming.BEFORE, job.getMetadata().getLabels().get(Naming.CLUSTER_LABEL))
                .list()
                .getItems();
        return pods.stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> job.getMetadata().getUid().equals(owner.getUid())))
                .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()));
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return Stream.ofNullable(job.getStatus())
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> condition.getType().equals(type))
                .filter(condition -> "True".equals(condition.getStatus()))
                .findFirst();
    }

    private static Optional<String> annotation(HasMetadata object, String name) {
        return Optional.ofNullable(object.getMetadata().getAnnotations()).map(annotations -> annotations.get(name));
    }
}
