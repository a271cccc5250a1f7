package dev.beamcluster.operator.reconcile;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.PodFacts;

/** Extracts from a pod when it last changed, and how often the container of its node ended. */
final class PodHistory {

    private PodHistory() {}

    static PodFacts.History of(Pod pod) {
        Instant created = Optional.ofNullable(pod.getMetadata().getCreationTimestamp())
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
        Instant readyChanged = pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .flatMap(condition -> Stream.ofNullable(condition.getLastTransitionTime()))
                .map(Instant::parse)
                .findFirst()
                .orElse(created);
        Optional<ContainerStatus> node = pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(Naming.NODE_CONTAINER))
                .findFirst();
        return new PodFacts.History(
                created,
                readyChanged,
                node.map(PodHistory::ends).orElse(0),
                node.flatMap(PodHistory::lastEnd).map(PodHistory::words));
    }

    /** A container that has ended and is not running again has been restarted once less than it has ended. */
    private static int ends(ContainerStatus status) {
        boolean isRunning = status.getState() != null && status.getState().getRunning() != null;
        return status.getRestartCount() + (!isRunning && lastEnd(status).isPresent() ? 1 : 0);
    }

    private static Optional<ContainerStateTerminated> lastEnd(ContainerStatus status) {
        return terminated(status.getState()).or(() -> terminated(status.getLastState()));
    }

    private static Optional<ContainerStateTerminated> terminated(@Nullable ContainerState state) {
        return Optional.ofNullable(state).map(ContainerState::getTerminated);
    }

    private static String words(ContainerStateTerminated end) {
        String exitCode = "exit code " + end.getExitCode();
        return Optional.ofNullable(end.getReason())
                .map(reason -> reason + ", " + exitCode)
                .orElse(exitCode);
    }
}
