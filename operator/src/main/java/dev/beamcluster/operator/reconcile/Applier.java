package dev.beamcluster.operator.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.Desired;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.desired.Problem;
import dev.beamcluster.operator.lifecycle.Placement;
import dev.beamcluster.operator.lifecycle.Plan;
import dev.beamcluster.operator.mesh.ClusterId;
import dev.beamcluster.operator.status.Outcome;
import dev.beamcluster.operator.status.Outcome.Refused;
import dev.beamcluster.operator.status.Reason;

/** Brings the objects about by server-side apply, and writes nothing when nothing changed. */
final class Applier {

    static final String FIELD_MANAGER = "beamcluster-operator";

    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

    private final KubernetesClient client;
    private final StorageGrowth storage;
    private final Deletion deletion;
    private final AppliedObjects applied = new AppliedObjects();

    Applier(KubernetesClient client) {
        this.client = client;
        this.storage = new StorageGrowth(client);
        this.deletion = new Deletion(client);
    }

    /** Brings about what may be by now. */
    Outcome apply(BeamCluster cluster, Desired.Objects objects, Plan plan, int atOnce, Context<BeamCluster> context) {
        Placement placement = plan.placement();
        Desired.Objects placed = objects.placed(placement.replicas(), placement.partition(), atOnce);
        return apply(cluster, placed, context)
                .<Outcome>map(refused -> refused)
                .orElseGet(() -> new Outcome.Applied(plan.progress()));
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

    private Optional<Refused> apply(BeamCluster cluster, Desired.Objects objects, Context<BeamCluster> context) {
        Optional<Refused> tooSmall = storage.bringAbout(cluster, objects.nodes(), context);
        if (tooSmall.isPresent()) {
            return tooSmall;
        }
        for (HasMetadata object : objects.inOrder()) {
            Optional<Refused> refused = apply(cluster, object, context);
            if (refused.isPresent()) {
                return refused;
            }
        }
        objects.absent().forEach(absent -> remove(cluster, absent, context));
        return Optional.empty();
    }

    private Optional<Refused> apply(BeamCluster cluster, HasMetadata object, Context<BeamCluster> context) {
        Optional<HasMetadata> cached = cached(object, context);
        if (cached.filter(there -> there.getMetadata().getDeletionTimestamp() != null)
                .isPresent()) {
            return Optional.empty(); // It is made again when it is gone, which comes as an event.
        }
        if (cached.isPresent() && applied.isUpToDate(Naming.id(cluster), object, cached.get())) {
            return Optional.empty();
        }
        String name = object.getMetadata().getName();
        if (cached.isEmpty()) {
            HasMetadata there = client.resource(object).get();
            if (there != null && !Ownership.isOf(there, cluster)) {
                return Optional.of(Ownership.refusal(there, cluster));
            }
        }
        try {
            HasMetadata answer = client.resource(object).patch(serverSideApply());
            applied.remember(Naming.id(cluster), object, cached, answer);
            log(cluster, object, cached, answer);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(Refusals.of(e, object.getKind(), name));
        }
    }

    private static Optional<HasMetadata> cached(HasMetadata object, Context<BeamCluster> context) {
        return context.getSecondaryResources(object.getClass()).stream()
                .filter(other -> other.getMetadata()
                        .getName()
                        .equals(object.getMetadata().getName()))
                .map(HasMetadata.class::cast)
                .findFirst();
    }

    /** Fields of ours are ours: who else set them is overruled, and what we stop setting goes away. */
    private static PatchContext serverSideApply() {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(FIELD_MANAGER)
                .withForce(true)
                .build();
    }

    /** Only what is ours. */
    private void remove(BeamCluster cluster, Desired.Absent absent, Context<BeamCluster> context) {
        context.getSecondaryResources(absent.type()).stream()
                .filter(object -> object.getMetadata().getName().equals(absent.name()))
                .filter(object -> Ownership.isOf(object, cluster))
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
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
