package dev.beamcluster.e2e.bench.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the condition {@code Meshed} of many BeamClusters says over time: when a mesh was reported broken, and if it was. */
final class MeshVerdicts {

    private static final String TRUE = "True";
    private static final String FALSE = "False";

    private final Set<String> whole = new HashSet<>();
    private final Set<String> excused = new HashSet<>();
    private final Map<String, Long> broken = new HashMap<>();
    private final List<String> falseAlarms = new ArrayList<>();

    /**
     * A status was seen.
     *
     * @param meshed the status of the condition
     * @param message what to say of it, if it is a false alarm
     * @param now by {@link System#nanoTime}
     */
    synchronized void seen(String cluster, String meshed, String message, long now) {
        if (meshed.equals(TRUE)) {
            whole.add(cluster);
            return;
        }
        boolean wasWhole = whole.remove(cluster);
        if (wasWhole && !excused.contains(cluster)) {
            falseAlarms.add("%s is Meshed=%s: %s".formatted(cluster, meshed, message));
        }
        if (meshed.equals(FALSE)) {
            broken.putIfAbsent(cluster, now);
        }
    }

    /** The BeamCluster does not exist any more. */
    synchronized void gone(String cluster) {
        whole.remove(cluster);
    }

    /** From now on the mesh may be broken; forgets when it was before. */
    synchronized void excuse(String cluster) {
        broken.remove(cluster);
        excused.add(cluster);
    }

    /** From now on the mesh must be whole. */
    synchronized void expectWhole(String cluster) {
        excused.remove(cluster);
    }

    /** When the mesh was first reported broken since it was excused. */
    synchronized Optional<Long> brokenAt(String cluster) {
        return Optional.ofNullable(broken.get(cluster));
    }

    synchronized List<String> falseAlarms() {
        return List.copyOf(falseAlarms);
    }
}
