package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.Optional;

import dev.beamcluster.operator.rollout.Progress;

/**
 * The obstacle that holds up the next step of a rollout or scale-down.
 *
 * @param name what has to recover, for example {@code chat-2}
 * @param why what is wrong with it
 * @param awaited what has to happen, for example {@code chat-2 to become ready}
 */
record Obstacle(String name, String why, String awaited) {

    /** Returns the obstacle; empty if the next step waits only for Kubernetes. */
    static Optional<Obstacle> of(Progress progress, Verdict meshed) {
        return switch (progress) {
            case Progress.WaitsForPod(String pod, Optional<String> failure) ->
                Optional.of(new Obstacle(
                        pod,
                        failure.orElse("not ready"),
                        pod + " to become ready"
                                + failure.map(why -> ": " + why).orElse("")));
            case Progress.WaitsForMesh() ->
                Optional.of(
                        meshed.state() == Verdict.State.True
                                ? new Obstacle(
                                        "the mesh",
                                        "not probed since the pods changed",
                                        "the mesh to be verified again")
                                : new Obstacle("the mesh", meshed.message(), "the full mesh: " + meshed.message()));
            case Progress.Proving(String pod, Instant until, Optional<String> lastEnd, boolean _) ->
                Optional.of(new Obstacle(
                        pod,
                        "it does not keep working for spec.rollout.minReadySeconds"
                                + lastEnd.map(end -> "; its container ended (" + end + ")")
                                        .orElse(""),
                        pod + " to keep working until " + until + " (spec.rollout.minReadySeconds)"
                                + lastEnd.map(end -> "; its container ended once (" + end + ")")
                                        .orElse("")));
            case Progress.KeepsEnding(String pod, int ends, String lastEnd) ->
                Optional.of(new Obstacle(
                        pod,
                        "its container ended " + ends + " times at this revision (" + lastEnd + "): see `kubectl logs "
                                + pod + " -c beam --previous`",
                        pod + " to keep working"));
            case Progress.UpToDate _, Progress.Moving _ -> Optional.empty();
        };
    }
}
