package dev.beamcluster.operator.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;

/**
 * Whether the nodes that a rollout has replaced keep working. Each has to stay ready, and with the gate {@code Mesh} in the mesh,
 * for {@code spec.rollout.minReadySeconds}. The times are those of Kubernetes and of the status, so that a restarted operator
 * counts on.
 *
 * @param meshedSince since when each node is in the mesh, by pod; a node that is not has no entry
 */
public record Trial(RolloutPolicy policy, Map<String, Instant> meshedSince, Instant now) {

    /**
     * A node that has ended once may have met a database that was not up yet. One that has ended twice has to run as long as the
     * rollout may wait for a node, which by default is how long the kubelet remembers a crash.
     */
    private static final int TOO_OFTEN = 2;

    /** Returns a node that has ended too often; empty if there is none. For one that Kubernetes has given up on, that says it all. */
    Optional<Progress> broken(List<ExpectedNode> replaced) {
        return replaced.stream()
                .filter(node -> endsTooOften(node) && !hasProved(node))
                .findFirst()
                .map(node -> ReplacementRules.cannotRun(node)
                        ? Gate.waits(node)
                        : new Progress.KeepsEnding(node.podName(), history(node).flatMap(PodFacts.History::lastEnd)));
    }

    /** Returns what is awaited until all of these nodes are known to keep working; empty if they are. */
    Optional<Progress> unproven(List<ExpectedNode> replaced) {
        if (policy.minReady().isZero()) {
            return Optional.empty();
        }
        return broken(replaced)
                .or(() -> notReady(replaced))
                .or(() -> outsideMesh(replaced))
                .or(() -> tooYoung(replaced));
    }

    private static Optional<Progress> notReady(List<ExpectedNode> replaced) {
        return replaced.stream()
                .filter(node -> !ReplacementRules.isFine(node))
                .findFirst()
                .map(Gate::waits);
    }

    private Optional<Progress> outsideMesh(List<ExpectedNode> replaced) {
        return policy.gatedByMesh() && replaced.stream().anyMatch(node -> !meshedSince.containsKey(node.podName()))
                ? Optional.of(new Progress.WaitsForMesh())
                : Optional.empty();
    }

    private Optional<Progress> tooYoung(List<ExpectedNode> replaced) {
        return replaced.stream()
                .filter(node -> !hasProved(node))
                .max(Comparator.comparing(this::provedAt))
                .map(node -> new Progress.Proving(
                        node.podName(),
                        provedAt(node),
                        history(node).flatMap(PodFacts.History::lastEnd),
                        isOverdue(node)));
    }

    private boolean hasProved(ExpectedNode node) {
        return policy.minReady().isZero()
                || (ReplacementRules.isFine(node) && !provedAt(node).isAfter(now));
    }

    /** Returns when the node will have worked for long enough, if it continues to. */
    private Instant provedAt(ExpectedNode node) {
        return Stream.of(
                        history(node).map(PodFacts.History::readyChanged),
                        node.pod().flatMap(PodFacts::started),
                        Optional.ofNullable(meshedSince.get(node.podName())).filter(_ -> policy.gatedByMesh()))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(now)
                .plus(needed(node));
    }

    /**
     * Returns how long the node has to work. One that has ended has to run longer than it did before it ended: a release that
     * always dies after the same time would otherwise count as one that works, shortly before it dies again.
     */
    private Duration needed(ExpectedNode node) {
        if (endsTooOften(node)) {
            return policy.timeout();
        }
        Duration longer = history(node)
                .map(PodFacts.History::lastLife)
                .orElse(Duration.ZERO)
                .plus(policy.minReady());
        return longer.compareTo(policy.timeout()) < 0 ? longer : policy.timeout();
    }

    /** Whether the node had as much time as a rollout may wait, since its pod was created, and has not used it. */
    private boolean isOverdue(ExpectedNode node) {
        return history(node)
                .map(history -> history.created().plus(policy.timeout()))
                .filter(end -> !end.isAfter(now))
                .isPresent();
    }

    private static boolean endsTooOften(ExpectedNode node) {
        return history(node).filter(history -> history.ends() >= TOO_OFTEN).isPresent();
    }

    private static Optional<PodFacts.History> history(ExpectedNode node) {
        return node.pod().map(PodFacts::history);
    }
}
