package dev.beamcluster.operator.status;

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
            case Progress.UpToDate _, Progress.Moving _ -> Optional.empty();
        };
    }
}
