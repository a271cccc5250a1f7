package dev.beamcluster.operator.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.operator.desired.Desired;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.desired.validation.Problem;
import dev.beamcluster.operator.rollout.Plan;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.rollout.RollingUpdateTarget;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.ApplyOutcome.Refused;
import dev.beamcluster.operator.status.Reason;

/** Brings the objects about by server-side apply, and writes nothing when nothing changed. */
final class Applier {

    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

    private static final Progress MADE_AGAIN = new Progress.Moving("the StatefulSet is made again");

    private final KubernetesClient client;
    private final ServerSideApply write;
    private final StorageGrowth storage;
    private final Deletion deletion;
    private final AppliedObjects applied = new AppliedObjects();

    Applier(KubernetesClient client) {
        this.client = client;
        this.write = new ServerSideApply(client);
        this.storage = new StorageGrowth(client);
        this.deletion = new Deletion(client);
    }

    /** Brings about what may be by now. */
    ApplyOutcome apply(
            BeamCluster cluster, Desired.Objects objects, Plan plan, int atOnce, Context<BeamCluster> context) {
        RollingUpdateTarget target = plan.target();
        Desired.Objects placed = objects.placed(target.replicas(), target.partition(), atOnce);
        return switch (storage.bringAbout(cluster, placed.nodes(), context)) {
            case StorageGrowth.Answer.InTheWay(Refused refused) -> refused;
            case StorageGrowth.Answer.MadeAgain() -> apply(cluster, placed, placed.aroundNodes(), MADE_AGAIN, context);
            case StorageGrowth.Answer.LargeEnough() ->
                apply(cluster, placed, placed.inOrder(), plan.progress(), context);
        };
    }

    static Refused refusal(List<Problem> problems) {
        return new Refused(
                Reason.InvalidSpec, problems.stream().map(Problem::toString).collect(Collectors.joining(". ")));
    }

    /** The generation of the StatefulSet that our last write made; empty when the cache may be believed. */
    Optional<HasMetadata> newest(HasMetadata cached) {
        return applied.newerThan(cached);
    }

    void forget(ClusterId cluster) {
        applied.forget(cluster);
    }

    private ApplyOutcome apply(
            BeamCluster cluster,
            Desired.Objects objects,
            List<HasMetadata> written,
            Progress progress,
            Context<BeamCluster> context) {
        for (HasMetadata object : written) {
            Optional<Refused> refused = apply(cluster, object, context);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        objects.absent().forEach(absent -> remove(cluster, absent, context));
        return new ApplyOutcome.Applied(progress);
    }

    private Optional<Refused> apply(BeamCluster cluster, HasMetadata object, Context<BeamCluster> context) {
        Optional<HasMetadata> cached = cached(object, context);
        if (cached.filter(Applier::isGoing).isPresent()) {
            return Optional.empty(); // It is made again when it is gone, which comes as an event.
        }
        // The cache has what carries our label: what it does not have may be there all the same.
        Optional<HasMetadata> there =
                cached.or(() -> Optional.ofNullable(client.resource(object).get()));
        Optional<HasMetadata> foreign = there.filter(other -> !Ownership.isOf(other, cluster));
        if (foreign.isPresent()) {
            return Optional.of(Ownership.refusal(foreign.get(), cluster));
        }
        if (cached.isPresent() && applied.isUpToDate(Naming.id(cluster), object, cached.get())) {
            return Optional.empty();
        }
        try {
            HasMetadata answer = there.isEmpty() && object instanceof StatefulSet nodes
                    ? make(nodes, cluster, context)
                    : write.apply(object);
            applied.remember(Naming.id(cluster), object, cached, answer);
            log(cluster, object, cached, answer);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(
                    ApiErrors.of(e, object.getKind(), object.getMetadata().getName()));
        }
    }

    /** With the restart that its pods were made by, if it is not the first StatefulSet that they have. */
    private HasMetadata make(StatefulSet nodes, BeamCluster cluster, Context<BeamCluster> context) {
        List<Pod> pods = context.getSecondaryResources(Pod.class).stream()
                .filter(pod -> NodePods.isNode(pod, cluster))
                .toList();
        Optional<RolloutRestart> restart = RolloutRestart.before(nodes, pods);
        if (restart.isEmpty()) {
            return write.apply(nodes);
        }
        HasMetadata _ = write.apply(restart.get().in(nodes));
        return write.carry(restart.get().alone(nodes));
    }

    private static boolean isGoing(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null;
    }

    private static Optional<HasMetadata> cached(HasMetadata object, Context<BeamCluster> context) {
        return context.getSecondaryResources(object.getClass()).stream()
                .filter(other -> other.getMetadata()
                        .getName()
                        .equals(object.getMetadata().getName()))
                .map(HasMetadata.class::cast)
                .findFirst();
    }

    /** Only what is ours. */
    private void remove(BeamCluster cluster, Desired.Absent absent, Context<BeamCluster> context) {
        context.getSecondaryResources(absent.type()).stream()
                .filter(object -> object.getMetadata().getName().equals(absent.name()))
                .filter(object -> Ownership.isOf(object, cluster))
                .filter(object -> !isGoing(object))
                .filter(deletion::withDependents)
                .forEach(object -> log(cluster, "deleted", object));
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
