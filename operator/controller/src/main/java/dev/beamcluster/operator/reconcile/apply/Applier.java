package dev.beamcluster.operator.reconcile.apply;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Desired;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.desired.OperatorPods;
import dev.beamcluster.operator.desired.validation.Problem;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.rollout.JobGate;
import dev.beamcluster.operator.rollout.JobStep;
import dev.beamcluster.operator.rollout.Plan;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.rollout.RollingUpdateTarget;
import dev.beamcluster.operator.rollout.RolloutPlanner;
import dev.beamcluster.operator.rollout.RolloutPolicy;
import dev.beamcluster.operator.rollout.Trial;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.ApplyOutcome.Refused;
import dev.beamcluster.operator.status.Reason;

/** Applies the objects with server-side apply, and writes nothing if nothing changed. */
public final class Applier {

    /** With one request of each reconcile, about half of the streams that every HTTP/2 server should allow (RFC 9113). */
    private static final int REQUESTS_AT_ONCE = 16;

    private static final Progress RECREATED = new Progress.Moving("recreating the StatefulSet");

    private final OperatorPods operator;
    private final ObjectWriter writer;
    private final StorageGrowth storage;
    private final JobWriter jobs;
    private final SideBySide requests = new SideBySide(REQUESTS_AT_ONCE);

    /**
     * Creates an applier without state of its own.
     *
     * @param operator this operator's pods, which the nodes' network policies allow
     * @param answers takes what was written
     */
    public Applier(KubernetesClient client, OperatorPods operator, AnswerCache answers) {
        this.operator = operator;
        this.writer = new ObjectWriter(client, answers);
        this.storage = new StorageGrowth(client);
        this.jobs = new JobWriter(client);
    }

    /**
     * Returns the objects of the spec, or its problems.
     *
     * @param applied the objects that were applied before
     */
    public Desired desired(BeamCluster cluster, Snapshot seen, CachedObjects cached, AppliedObjects applied) {
        return Desired.of(cluster, operator, AppliedTemplates.of(cluster, seen, cached, applied));
    }

    /**
     * Applies the objects of the spec, as far as the rollout allows.
     *
     * @param applied the objects that were applied before
     * @throws RetryLater if an object changed since it was read
     */
    public ApplyOutcome apply(
            BeamCluster cluster, Snapshot seen, Desired desired, CachedObjects cached, AppliedObjects applied) {
        if (cluster.getSpec().paused()) {
            return new ApplyOutcome.Paused();
        }
        return switch (desired) {
            case Desired.Refused(List<Problem> problems, List<Problem> _) ->
                new Refused(
                        Reason.InvalidSpec,
                        problems.stream().map(Problem::toString).collect(Collectors.joining(". ")));
            case Desired.Objects objects ->
                apply(
                        new ApplyTarget(cluster, cached, applied),
                        seen,
                        objects.remembering(seen.before().succeeded()));
        };
    }

    private ApplyOutcome apply(ApplyTarget target, Snapshot seen, Desired.Objects objects) {
        int replicas = target.cluster().getSpec().replicas();
        return switch (gate(objects, replicas).next(seen.workload(), seen.before())) {
            case JobStep.Proceed(boolean deletesJob) -> {
                if (deletesJob) {
                    jobs.delete(target.cluster(), target.cached());
                }
                yield apply(target, objects, plan(target, seen, objects.template(), replicas));
            }
            case JobStep.Keep() ->
                keep(target, seen, objects).orElse(new ApplyOutcome.Applied(new Progress.UpToDate()));
            case JobStep.Hold(JobStep.Action action, Progress progress) ->
                hold(target, seen, objects, action, progress);
        };
    }

    private static JobGate gate(Desired.Objects objects, int replicas) {
        return new JobGate(
                objects.template(),
                objects.before()
                        .map(job -> new JobGate.Wanted(
                                job.getMetadata().getName(),
                                annotation(job, Naming.BEFORE),
                                annotation(job, Naming.ATTEMPT_ANNOTATION))),
                replicas);
    }

    private static String annotation(HasMetadata object, String name) {
        return Objects.requireNonNull(object.getMetadata().getAnnotations().get(name));
    }

    private static Plan plan(ApplyTarget target, Snapshot seen, String template, int replicas) {
        RolloutPolicy policy = RolloutPolicy.of(target.cluster().getSpec()).withReplicas(replicas);
        return new RolloutPlanner(
                        policy,
                        seen.nodes(),
                        seen.leaving(),
                        seen.mesh().ifFresh(),
                        new Trial(policy, seen.meshedSince(), seen.now()))
                .next(seen.workload(), template);
    }

    /** Keeps the pod template that the nodes have, and does with the Job what is next. */
    private ApplyOutcome hold(
            ApplyTarget target, Snapshot seen, Desired.Objects objects, JobStep.Action action, Progress progress) {
        if (keep(target, seen, objects).orElse(null) instanceof Refused refused) {
            return refused;
        }
        if (action == JobStep.Action.DELETE) {
            jobs.delete(target.cluster(), target.cached());
        }
        Optional<Refused> refused = action == JobStep.Action.START
                ? jobs.start(target.cluster(), objects.before().orElseThrow())
                : Optional.empty();
        return refused.<ApplyOutcome>map(why -> why).orElseGet(() -> new ApplyOutcome.Applied(progress));
    }

    /**
     * Applies the size, and what is missing, and changes nothing else: the nodes may depend on how it is. Without nodes, their
     * number stays zero. Returns the outcome; empty before there is a StatefulSet.
     */
    private Optional<ApplyOutcome> keep(ApplyTarget target, Snapshot seen, Desired.Objects objects) {
        Optional<Refused> refused = write(
                target,
                objects.withoutStatefulSet().stream()
                        .filter(object -> object instanceof PodDisruptionBudget || !target.has(object))
                        .toList());
        if (refused.isPresent()) {
            return Optional.of(refused.get());
        }
        return target.nodes()
                .flatMap(there -> seen.workload().map(facts -> {
                    int size = facts.target().replicas() == 0
                            ? 0
                            : target.cluster().getSpec().replicas();
                    Desired.Objects kept = objects.withPodsOf(there);
                    Plan plan = plan(target, seen, facts.target().template(), size);
                    return write(target, List.of(placed(target, kept, plan).nodes()))
                            .<ApplyOutcome>map(why -> why)
                            .orElseGet(() -> new ApplyOutcome.Applied(plan.progress()));
                }));
    }

    private ApplyOutcome apply(ApplyTarget target, Desired.Objects objects, Plan plan) {
        Desired.Objects placed = placed(target, objects, plan);
        return switch (storage.grow(target.cluster(), placed.nodes(), target.cached())) {
            case StorageGrowth.Answer.Blocked(Refused refused) -> refused;
            case StorageGrowth.Answer.Recreated() -> apply(target, placed, List.of(), RECREATED);
            case StorageGrowth.Answer.LargeEnough() -> apply(target, placed, List.of(placed.nodes()), plan.progress());
        };
    }

    private static Desired.Objects placed(ApplyTarget target, Desired.Objects objects, Plan plan) {
        RollingUpdateTarget step = plan.target();
        return objects.placed(
                step.replicas(),
                step.partition(),
                step.replacedFrom(),
                RolloutPolicy.of(target.cluster().getSpec()).maxUnavailable());
    }

    /** Applies what a node needs, and what protects it, and then the StatefulSet, which creates its pod. */
    private ApplyOutcome apply(
            ApplyTarget target, Desired.Objects objects, List<HasMetadata> afterwards, Progress progress) {
        Optional<Refused> refused = write(target, objects.withoutStatefulSet()).or(() -> write(target, afterwards));
        if (refused.isPresent()) {
            return refused.get();
        }
        objects.absent().forEach(absent -> writer.remove(target, absent));
        return new ApplyOutcome.Applied(progress);
    }

    /** Writes the objects that differ, in any order, and returns the first refusal. */
    private Optional<Refused> write(ApplyTarget target, List<? extends HasMetadata> objects) {
        List<HasMetadata> different = objects.stream()
                .<HasMetadata>map(object -> object)
                .filter(object -> !target.isUpToDate(object))
                .toList();
        return requests.refusal(different, object -> writer.apply(target, object));
    }
}
