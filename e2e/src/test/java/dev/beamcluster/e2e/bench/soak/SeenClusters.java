package dev.beamcluster.e2e.bench.soak;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** The BeamClusters as a watch sees them, and their verdicts at that moment. */
final class SeenClusters implements ResourceEventHandler<BeamCluster> {

    private final MeshVerdicts verdicts;
    private final Map<String, BeamCluster> latest = new HashMap<>();

    SeenClusters(MeshVerdicts verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public void onAdd(BeamCluster cluster) {
        seen(cluster);
    }

    @Override
    public void onUpdate(BeamCluster before, BeamCluster cluster) {
        if (!before.getMetadata().getUid().equals(cluster.getMetadata().getUid())) {
            verdicts.gone(cluster.getMetadata().getName());
        }
        seen(cluster);
    }

    @Override
    public synchronized void onDelete(BeamCluster cluster, boolean isStateUnknown) {
        latest.remove(cluster.getMetadata().getName());
        verdicts.gone(cluster.getMetadata().getName());
        notifyAll();
    }

    private synchronized void seen(BeamCluster cluster) {
        long now = System.nanoTime();
        var name = cluster.getMetadata().getName();
        latest.put(name, cluster);
        condition(cluster, "Meshed")
                .ifPresent(meshed ->
                        verdicts.seen(name, meshed.getStatus(), meshed.getReason() + ": " + meshed.getMessage(), now));
        notifyAll();
    }

    /**
     * Waits until the BeamCluster of this name is as expected.
     *
     * @param expected gets nothing if there is none
     * @throws IllegalStateException with its conditions, if that takes longer
     */
    synchronized void await(String name, Predicate<Optional<BeamCluster>> expected, Duration atMost)
            throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!expected.test(Optional.ofNullable(latest.get(name)))) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new IllegalStateException(
                        "after %s it is %s".formatted(atMost, inShort(Optional.ofNullable(latest.get(name)))));
            }
            wait(left);
        }
    }

    /** Whether the operator has nothing left to do for this generation or a later one, and the mesh is whole. */
    static boolean isSettled(BeamCluster cluster, long generation) {
        var status = cluster.getStatus();
        return status != null
                && status.observedGeneration() != null
                && cluster.getMetadata().getGeneration() >= generation
                && status.observedGeneration().equals(cluster.getMetadata().getGeneration())
                && condition(cluster, "Ready")
                        .filter(ready -> ready.getStatus().equals("True"))
                        .isPresent();
    }

    private static Optional<Condition> condition(BeamCluster cluster, String type) {
        var status = cluster.getStatus();
        List<Condition> all = status == null ? List.of() : status.conditions();
        return all.stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    private static String inShort(Optional<BeamCluster> cluster) {
        return cluster.map(seen -> "generation %d, %s"
                        .formatted(
                                seen.getMetadata().getGeneration(),
                                condition(seen, "Ready")
                                        .map(ready -> "Ready=%s of generation %d, %s: %s"
                                                .formatted(
                                                        ready.getStatus(),
                                                        ready.getObservedGeneration(),
                                                        ready.getReason(),
                                                        ready.getMessage()))
                                        .orElse("without a status")))
                .orElse("gone");
    }
}
