package dev.beamcluster.operator.reconcile.pods;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;

/** How often the container of each node was restarted in its pod. A status has it bounded, metrics have it as it is. */
public final class NodeRestarts {

    private NodeRestarts() {}

    /** Returns the restarts by pod. */
    public static SortedMap<String, Integer> of(Collection<Pod> pods) {
        var restarts = new TreeMap<String, Integer>();
        for (Pod pod : pods) {
            var view = new PodView(pod);
            restarts.put(
                    view.name(),
                    view.node().map(ContainerStatus::getRestartCount).orElse(0));
        }
        return restarts;
    }
}
