package dev.beamcluster.operator.reconcile.apply;

import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Desired;
import dev.beamcluster.operator.desired.OperatorPods;
import dev.beamcluster.operator.desired.validation.Problem;
import dev.beamcluster.operator.observed.Snapshot;
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

    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

    private static final Progress RECREATED = new Progress.Moving("recreating the StatefulSet");

    private final KubernetesClient client;
    private final OperatorPods operator;
    private final ServerSideApply write;
    private final StorageGrowth storage;
    private final Deletion deletion;

    /**
     * Creates an applier without state of its own.
     *
     * @param operator this operator's pods, which the nodes' network policies allow
     */
    public Applier(KubernetesClient client, OperatorPods operator) {
        this.operator = operator;
        this.client = client;
        this.write = new ServerSideApply(client);
        this.storage = new StorageGrowth(client);
        this.deletion = new Deletion(client);
    }

    /** The BeamCluster that a reconcile applies, with its cached and its applied objects. */
    private record Target(BeamCluster cluster, CachedObjects cached, AppliedObjects applied) {}

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
            case Desired.Objects objects -> {
                RolloutPolicy policy = RolloutPolicy.of(cluster.getSpec());
                Plan plan = new RolloutPlanner(
                                policy,
                                seen.nodes(),
                                seen.leaving(),
                                seen.mesh().ifFresh(),
                                new Trial(policy, seen.meshedSince(), seen.now()))
                        .next(seen.workload(), objects.template());
                yield apply(new Target(cluster, cached, applied), objects, plan, policy.maxUnavailable());
            }
        };
    }

    private ApplyOutcome apply(Target target, Desired.Objects objects, Plan plan, int maxUnavailable) {
        RollingUpdateTarget step = plan.target();
        Desired.Objects placed = objects.placed(step.replicas(), step.partition(), step.replacedFrom(), maxUnavailable);
        return switch (storage.grow(target.cluster(), placed.nodes(), target.cached())) {
            case StorageGrowth.Answer.Blocked(Refused refused) -> refused;
            case StorageGrowth.Answer.Recreated() -> apply(target, placed, placed.withoutStatefulSet(), RECREATED);
            case StorageGrowth.Answer.LargeEnough() -> apply(target, placed, placed.inOrder(), plan.progress());
        };
    }

    private ApplyOutcome apply(Target target, Desired.Objects objects, List<HasMetadata> written, Progress progress) {
        for (HasMetadata object : written) {
            Optional<Refused> refused = apply(target, object);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        objects.absent().forEach(absent -> remove(target, absent));
        return new ApplyOutcome.Applied(progress);
    }

    private Optional<Refused> apply(Target target, HasMetadata object) {
        Optional<HasMetadata> cached = target.cached()
                .named(object.getClass(), object.getMetadata().getName())
                .map(HasMetadata.class::cast);
        if (cached.filter(Applier::isTerminating).isPresent()) {
            return Optional.empty(); // The event of its deletion triggers the reconcile that creates it again.
        }
        // The cache holds only objects with the operator's label; an object without it may exist.
        Optional<HasMetadata> there =
                cached.or(() -> Optional.ofNullable(client.resource(object).get()));
        Optional<HasMetadata> foreign = there.filter(other -> !Ownership.isOf(other, target.cluster()));
        if (foreign.isPresent()) {
            return Optional.of(Ownership.refusal(foreign.get(), target.cluster()));
        }
        if (cached.isPresent() && target.applied().isUpToDate(object, cached.get())) {
            return Optional.empty();
        }
        return send(target, object, cached, there);
    }

    private Optional<Refused> send(
            Target target, HasMetadata object, Optional<HasMetadata> cached, Optional<HasMetadata> there) {
        try {
            HasMetadata answer = there.isPresent()
                    ? write.change(object, there.get())
                    : create(object, target.cluster(), target.cached());
            target.applied().remember(object, cached, answer);
            log(target.cluster(), object, cached, answer);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            String name = object.getMetadata().getName();
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                throw new RetryLater(object.getKind() + " " + name + " changed since it was read", e);
            }
            return Optional.of(ApiErrors.of(e, object.getKind(), name));
        }
    }

    /**
     * Creates an object. A StatefulSet that replaces an earlier one of the same pods gets the restart annotation of these pods.
     */
    private HasMetadata create(HasMetadata object, BeamCluster cluster, CachedObjects cached) {
        if (!(object instanceof StatefulSet nodes)) {
            return write.create(object);
        }
        List<Pod> pods = cached.all(Pod.class).stream()
                .filter(pod -> NodePods.isNode(pod, cluster, cached))
                .toList();
        Optional<RolloutRestart> restart = RolloutRestart.before(nodes, pods);
        if (restart.isEmpty()) {
            return write.create(nodes);
        }
        HasMetadata created = write.create(restart.get().in(nodes));
        return write.carry(restart.get().alone(nodes), created);
    }

    private static boolean isTerminating(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null;
    }

    /** Deletes the object only if it belongs to the BeamCluster. */
    private void remove(Target target, Desired.Absent absent) {
        target.cached()
                .named(absent.type(), absent.name())
                .filter(object -> Ownership.isOf(object, target.cluster()))
                .filter(object -> !isTerminating(object))
                .filter(deletion::withDependents)
                .ifPresent(object -> log(target.cluster(), "deleted", object));
    }

    private static void log(BeamCluster cluster, HasMetadata object, Optional<HasMetadata> cached, HasMetadata answer) {
        String version = answer.getMetadata().getResourceVersion();
        if (cached.map(before -> before.getMetadata().getResourceVersion())
                .filter(version::equals)
                .isEmpty()) {
            log(cluster, cached.isPresent() ? "changed" : "created", object);
        }
    }

    private static void log(BeamCluster cluster, String done, HasMetadata object) {
        LOG.atInfo()
                .addKeyValue("namespace", cluster.getMetadata().getNamespace())
                .addKeyValue("name", cluster.getMetadata().getName())
                .addKeyValue("generation", cluster.getMetadata().getGeneration())
                .log("{} {} {}", done, object.getKind(), object.getMetadata().getName());
    }
}
