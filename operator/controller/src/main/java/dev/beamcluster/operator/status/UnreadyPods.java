package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.Snapshot;

/** Pods that are not ready for longer than {@code spec.rollout.timeoutSeconds}, from their first start on. */
final class UnreadyPods {

    private UnreadyPods() {}

    /** Returns the stall that these pods cause; empty if there are none. */
    static Optional<Stall> stall(Snapshot seen, Verdict podsReady) {
        List<String> overdue = seen.nodes().stream()
                .filter(node -> node.pod()
                        .filter(pod -> !pod.deleting())
                        .flatMap(pod -> readyBy(pod, seen))
                        .filter(end -> !end.isAfter(seen.now()))
                        .isPresent())
                .map(ExpectedNode::podName)
                .toList();
        return overdue.isEmpty()
                ? Optional.empty()
                : Optional.of(new Stall(
                        Reason.PodsNotReady,
                        ShortList.of(overdue) + " recovers",
                        ShortList.of(overdue) + " did not become ready within "
                                + seen.rolloutTimeout().toSeconds() + " s (spec.rollout.timeoutSeconds); "
                                + podsReady.message()
                                + (isExplained(overdue, seen)
                                        ? ""
                                        : ". See `kubectl describe pod " + overdue.getFirst() + "`")));
    }

    /** Whether the verdict on the pods says what keeps all of these, and what to do. */
    private static boolean isExplained(List<String> pods, Snapshot seen) {
        return seen.nodes().stream()
                .filter(node -> pods.contains(node.podName()))
                .allMatch(node -> seen.trouble(node).isPresent());
    }

    /** Returns until when the pod has time to become ready; empty if it is ready. */
    private static Optional<Instant> readyBy(PodFacts pod, Snapshot seen) {
        return pod.ready()
                ? Optional.empty()
                : Optional.of(pod.history().readyChanged().plus(seen.rolloutTimeout()));
    }
}
