package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.rollout.Progress;

/** Whether what a rollout waits for can be expected to come. */
final class StallDetector {

    /** What another moment does not change: a person has to. */
    private static final Set<Reason> HOPELESS =
            Set.of(Reason.CookieMismatch, Reason.NameMismatch, Reason.TlsHandshakeFailed, Reason.IncompatibleRelease);

    private StallDetector() {}

    /** What is waited for in vain, in words; empty where nothing is waited for, or not in vain. */
    static Optional<String> inVain(
            Snapshot observed, ApplyOutcome outcome, Verdict meshed, Optional<BeamClusterStatus> previous) {
        if (!(outcome instanceof ApplyOutcome.Applied(Progress progress)) || !waits(progress)) {
            return Optional.empty();
        }
        boolean hopeless = progress instanceof Progress.WaitsForPod pod
                ? pod.failure().isPresent()
                : HOPELESS.contains(meshed.reason());
        return hopeless || previous.filter(before -> isLate(before, observed)).isPresent()
                ? Optional.of(words(progress, meshed))
                : Optional.empty();
    }

    /** What is waited for. */
    static String words(Progress progress, Verdict meshed) {
        return switch (progress) {
            case Progress.WaitsForPod(String pod, Optional<String> failure) ->
                pod + ", which is not ready" + failure.map(why -> ": " + why).orElse("");
            case Progress.WaitsForMesh() ->
                meshed.state() == Verdict.State.True
                        ? "the mesh to be verified again"
                        : "the whole mesh: " + meshed.message();
            case Progress.UpToDate _, Progress.Moving _ -> "nothing";
        };
    }

    private static boolean waits(Progress progress) {
        return progress instanceof Progress.WaitsForPod || progress instanceof Progress.WaitsForMesh;
    }

    /** Told as stalled before, it stays so while it waits; else from the last change of any node on. */
    private static boolean isLate(BeamClusterStatus before, Snapshot observed) {
        if (!Objects.equals(before.observedGeneration(), observed.generation())) {
            return false;
        }
        boolean isStalled = Conditions.find(before.conditions(), ConditionType.Stalled)
                .filter(condition -> Reason.RolloutStalled.name().equals(condition.getReason()))
                .isPresent();
        Optional<Instant> began = Conditions.find(before.conditions(), ConditionType.Reconciling)
                .filter(condition -> "True".equals(condition.getStatus()))
                .flatMap(condition -> instant(condition.getLastTransitionTime()));
        return isStalled
                || began.filter(start -> isOlder(latest(start, before), observed.rolloutTimeout(), observed.now()))
                        .isPresent();
    }

    private static boolean isOlder(Instant since, Duration patience, Instant now) {
        return since.plus(patience).isBefore(now);
    }

    private static Instant latest(Instant start, BeamClusterStatus before) {
        return before.nodes().stream()
                .flatMap(node -> instant(node.since()).stream())
                .reduce(start, (one, other) -> one.isAfter(other) ? one : other);
    }

    private static Optional<Instant> instant(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
