package dev.beamcluster.e2e.tests.lifecycle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watcher.Action;

import dev.beamcluster.e2e.harness.Beam;

/** Records every change of a BeamCluster's pods. */
public final class PodHistory implements AutoCloseable {

    private final WatchedChanges<Pod> changes;

    /** One change; the UID distinguishes a pod from its predecessor of the same name. */
    private record Change(Action action, String pod, String uid, boolean serves, boolean leaves) {

        static Change of(WatchedChanges.Change<Pod> change) {
            var pod = change.object();
            boolean leaves = pod.getMetadata().getDeletionTimestamp() != null;
            boolean ready = pod.getStatus().getConditions().stream()
                    .anyMatch(condition -> condition.getType().equals("Ready")
                            && condition.getStatus().equals("True"));
            return new Change(
                    change.action(),
                    pod.getMetadata().getName(),
                    pod.getMetadata().getUid(),
                    ready && !leaves,
                    leaves);
        }
    }

    /** Starts to record. */
    public PodHistory(Beam beam) {
        this.changes = new WatchedChanges<>(beam.namespace()
                .cluster()
                .client()
                .pods()
                .inNamespace(beam.namespace().name())
                .withLabel("beamcluster.dev/cluster", beam.name()));
    }

    /** The pods whose deletion started, in order. */
    List<String> sentAway() {
        var pods = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (Change change : changes()) {
            if (change.leaves() && seen.add(change.uid())) {
                pods.add(change.pod());
            }
        }
        return pods;
    }

    /** The largest number of pods that were terminating at the same time. */
    int mostTerminatingAtOnce() {
        var leaving = new HashSet<String>();
        int most = 0;
        for (Change change : changes()) {
            if (change.action() == Action.DELETED) {
                leaving.remove(change.uid());
            } else if (change.leaves()) {
                leaving.add(change.uid());
            }
            most = Math.max(most, leaving.size());
        }
        return most;
    }

    /** The largest number of pods that were starting at the same time: created, and never ready yet. */
    int mostStartingAtOnce() {
        var starting = new HashSet<String>();
        var started = new HashSet<String>();
        int most = 0;
        for (Change change : changes()) {
            if (change.serves() || change.leaves() || change.action() == Action.DELETED) {
                starting.remove(change.uid());
                started.add(change.uid());
            } else if (!started.contains(change.uid())) {
                starting.add(change.uid());
            }
            most = Math.max(most, starting.size());
        }
        return most;
    }

    /** The smallest number of serving pods after all of them served. */
    public int fewestServing(int all) {
        var serving = new HashMap<String, Boolean>();
        int fewest = all;
        boolean began = false;
        for (Change change : changes()) {
            serving.put(change.pod(), change.serves() && change.action() != Action.DELETED);
            int now = count(serving);
            began |= now == all;
            fewest = began ? Math.min(fewest, now) : fewest;
        }
        return fewest;
    }

    private List<Change> changes() {
        return changes.all().stream().map(Change::of).toList();
    }

    private static int count(Map<String, Boolean> serving) {
        return (int) serving.values().stream().filter(served -> served).count();
    }

    @Override
    public void close() {
        changes.close();
    }
}
