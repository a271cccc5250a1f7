package dev.beamcluster.operator.reconcile.apply;

import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.status.ApplyOutcome.Refused;
import dev.beamcluster.operator.status.Reason;

/**
 * Grows disks. Kubernetes can grow a claim but not the claim template of a StatefulSet, which is immutable
 * (kubernetes/enhancements#661). The operator grows the claims one by one, deletes the StatefulSet without its pods, and
 * recreates it with the new template. The new StatefulSet adopts the pods, and restarts none.
 */
final class StorageGrowth {

    private static final Logger LOG = LoggerFactory.getLogger(StorageGrowth.class);
    private static final String STORAGE = "storage";

    private final KubernetesClient client;
    private final Deletion deletion;

    StorageGrowth(KubernetesClient client) {
        this.client = client;
        this.deletion = new Deletion(client);
    }

    /** Whether the disks are large enough. */
    sealed interface Answer {

        /** All disks are large enough, or the missing ones cannot be grown now. */
        record LargeEnough() implements Answer {}

        /** A disk would have to shrink, or the StorageClass of a claim does not allow growth. */
        record Blocked(Refused refused) implements Answer {}

        /** The StatefulSet is being deleted, even if the cache still has it, and must not be written before it is gone. */
        record Recreated() implements Answer {}
    }

    /**
     * Grows the disks that are too small.
     *
     * @param nodes the desired StatefulSet
     */
    Answer grow(BeamCluster cluster, StatefulSet nodes, CachedObjects cached) {
        Optional<StatefulSet> old = cached.statefulSet(cluster);
        Optional<Refused> smaller = old.filter(there -> !isTerminating(there)).flatMap(there -> smaller(there, nodes));
        if (smaller.isPresent()) {
            return new Answer.Blocked(smaller.get());
        }
        for (PersistentVolumeClaim template : nodes.getSpec().getVolumeClaimTemplates()) {
            for (PersistentVolumeClaim claim : tooSmall(cluster, template, cached)) {
                Optional<Refused> refused = grow(cluster, claim, template);
                if (refused.isPresent()) {
                    return new Answer.Blocked(refused.get());
                }
            }
        }
        return old.filter(there -> isRecreated(cluster, there, nodes)).isPresent()
                ? new Answer.Recreated()
                : new Answer.LargeEnough();
    }

    /**
     * Whether the StatefulSet is being recreated. The existing one never gets other sizes, since the API server would refuse
     * them.
     */
    private boolean isRecreated(BeamCluster cluster, StatefulSet there, StatefulSet nodes) {
        if (isTerminating(there)) {
            return true;
        }
        boolean isOld = !sizes(there).equals(sizes(nodes));
        if (isOld) {
            replace(cluster, there);
        }
        return isOld;
    }

    private static boolean isTerminating(StatefulSet there) {
        return there.getMetadata().getDeletionTimestamp() != null;
    }

    /**
     * Refuses smaller disks. The schema cannot express this: a size that the StorageClass refused must be free to be lowered
     * again.
     */
    private static Optional<Refused> smaller(StatefulSet old, StatefulSet nodes) {
        Map<String, Quantity> now = sizes(old);
        return new TreeMap<>(sizes(nodes))
                .entrySet().stream()
                        .filter(wanted -> now.containsKey(wanted.getKey()))
                        .filter(wanted -> wanted.getValue().compareTo(now.get(wanted.getKey())) < 0)
                        .map(wanted -> new Refused(
                                Reason.ApplyRefused,
                                field(wanted.getKey()) + ": the disks have " + now.get(wanted.getKey())
                                        + " and Kubernetes cannot shrink a disk; set it back to "
                                        + now.get(wanted.getKey())))
                        .findFirst();
    }

    private static String field(String volume) {
        return "spec.storage.volumes[" + volume + "].size";
    }

    /**
     * Returns the claims that are too small, in the order of their names. A claim without a disk cannot be changed yet, and is
     * checked again when it has one.
     */
    private static List<PersistentVolumeClaim> tooSmall(
            BeamCluster cluster, PersistentVolumeClaim template, CachedObjects cached) {
        Pattern name = Pattern.compile(Pattern.quote(template.getMetadata().getName() + "-"
                        + cluster.getMetadata().getName())
                + "-[0-9]+");
        return cached.all(PersistentVolumeClaim.class).stream()
                .filter(claim -> name.matcher(claim.getMetadata().getName()).matches())
                .filter(claim -> claim.getMetadata().getDeletionTimestamp() == null)
                .filter(claim -> "Bound".equals(claim.getStatus().getPhase()))
                .filter(claim -> size(claim).compareTo(size(template)) < 0)
                .sorted(Comparator.comparing(claim -> claim.getMetadata().getName()))
                .toList();
    }

    /**
     * Grows one claim, with its resource version, so that a size that someone else has increased in the meantime is not lowered.
     */
    private Optional<Refused> grow(BeamCluster cluster, PersistentVolumeClaim claim, PersistentVolumeClaim template) {
        String patch = """
                {"metadata": {"resourceVersion": "%s"}, "spec": {"resources": {"requests": {"storage": "%s"}}}}""".formatted(claim.getMetadata().getResourceVersion(), size(template));
        String volume = template.getMetadata().getName();
        try {
            client.resource(claim).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return Optional.empty(); // The claim changed since it was read, which triggers an event.
            }
            return Optional.of(new Refused(
                    Reason.ApplyRefused,
                    field(volume) + ": the API server refused to grow PersistentVolumeClaim "
                            + claim.getMetadata().getName() + ": " + ApiErrors.why(e) + "; set it back to "
                            + size(claim) + ", or set allowVolumeExpansion in the storage class"));
        }
        log(cluster, "grew PersistentVolumeClaim " + claim.getMetadata().getName() + " to " + size(template));
        return Optional.empty();
    }

    /**
     * Deletes the StatefulSet and leaves its pods and claims to the next one. A stale read deletes nothing, and another reconcile
     * follows.
     */
    private void replace(BeamCluster cluster, StatefulSet old) {
        if (deletion.withoutDependents(old)) {
            log(cluster, "deleted StatefulSet " + old.getMetadata().getName() + " without its pods, to recreate it");
        }
    }

    private static Map<String, Quantity> sizes(StatefulSet nodes) {
        return nodes.getSpec().getVolumeClaimTemplates().stream()
                .collect(Collectors.toMap(template -> template.getMetadata().getName(), StorageGrowth::size));
    }

    /** Returns the size. Quantities are equal if their amounts are, in any notation. */
    private static Quantity size(PersistentVolumeClaim claim) {
        return Objects.requireNonNull(
                claim.getSpec().getResources().getRequests().get(STORAGE));
    }

    private static void log(BeamCluster cluster, String done) {
        LOG.atInfo()
                .addKeyValue("namespace", cluster.getMetadata().getNamespace())
                .addKeyValue("name", cluster.getMetadata().getName())
                .addKeyValue("generation", cluster.getMetadata().getGeneration())
                .log(done);
    }
}
