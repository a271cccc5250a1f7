package dev.beamcluster.operator.reconcile.pods;

import java.time.Duration;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ContainerStatus;

import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.PodFacts;

/** Extracts from a pod when it last changed, and how often the container of its node ended. */
record PodHistory(PodView pod, ContainerEnds ends) {

    PodFacts.History history() {
        Optional<ContainerStatus> node = pod.node();
        return new PodFacts.History(
                pod.created(),
                pod.readyChanged(),
                node.map(this::count).orElse(0),
                node.flatMap(ends::last),
                node.map(ContainerEnds::lastLife).orElse(Duration.ZERO));
    }

    /** A container that has ended and is not running again has been restarted once less than it has ended. */
    private int count(ContainerStatus status) {
        boolean isRunning = PodView.runsSince(status).isPresent();
        int count = status.getRestartCount() + (!isRunning && ends.last(status).isPresent() ? 1 : 0);
        return Math.min(count, ContainerEnd.MANY);
    }
}
