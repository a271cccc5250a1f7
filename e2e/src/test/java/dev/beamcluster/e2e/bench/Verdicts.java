package dev.beamcluster.e2e.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.mesh.MeshReport;

/** Listens to a monitor of many meshes: when each was reported broken and whole, and which report was a false alarm. */
final class Verdicts implements Consumer<ClusterId> {

    private final Set<ClusterId> whole = ConcurrentHashMap.newKeySet();
    private final Set<ClusterId> expected = ConcurrentHashMap.newKeySet();
    private final Map<ClusterId, Long> broken = new ConcurrentHashMap<>();
    private final Queue<String> falseAlarms = new ConcurrentLinkedQueue<>();
    private volatile @Nullable MeshMonitor monitor;

    /** Whether a mesh may be broken until it was whole once. */
    private volatile boolean isFirstAllowed = true;

    void listenTo(MeshMonitor to) {
        monitor = to;
    }

    @Override
    public void accept(ClusterId id) {
        long now = System.nanoTime();
        var seen = Optional.ofNullable(monitor).flatMap(of -> of.latest(id)).map(MeshMonitor.Observation::report);
        var wholeness = seen.map(MeshReport::isWhole).orElse(MeshReport.Wholeness.UNKNOWN);
        if (wholeness == MeshReport.Wholeness.WHOLE) {
            whole.add(id);
            return;
        }
        boolean wasWhole = whole.remove(id);
        if ((wasWhole || !isFirstAllowed) && !expected.contains(id)) {
            falseAlarms.add("%s %s: missing %s, unreachable %s"
                    .formatted(
                            Instant.now(),
                            id,
                            seen.map(MeshReport::missingLinks).orElseThrow(),
                            seen.map(MeshReport::unreachable).orElseThrow()));
        }
        if (wholeness == MeshReport.Wholeness.BROKEN) {
            broken.putIfAbsent(id, now);
        }
    }

    /** From now on, these meshes may be broken. */
    void expect(Collection<ClusterId> meshes) {
        broken.keySet().removeAll(meshes);
        expected.addAll(meshes);
    }

    /** Starts again: from the first report of each mesh on, all must be whole. */
    void startOver() {
        expected.clear();
        isFirstAllowed = false;
        whole.clear();
    }

    /** From now on, all meshes must be whole. */
    void expectNone() {
        expected.clear();
    }

    /** How long after a time, by {@link System#nanoTime}, the mesh was first reported broken. */
    Optional<Duration> brokenAfter(ClusterId id, long since) {
        return Optional.ofNullable(broken.get(id)).map(at -> Duration.ofNanos(at - since));
    }

    boolean isWhole(ClusterId id) {
        return whole.contains(id);
    }

    int wholeMeshes() {
        return whole.size();
    }

    Queue<String> falseAlarms() {
        return falseAlarms;
    }
}
