package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.Optional;

import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.JobFailure;
import dev.beamcluster.operator.observed.PodTrouble;
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
            case Progress.WaitsForPod(String pod, Optional<PodTrouble> trouble) -> ofPod(pod, trouble);
            case Progress.WaitsForMesh() ->
                Optional.of(
                        meshed.state() == Verdict.State.True
                                ? new Obstacle(
                                        "the mesh",
                                        "not probed since the pods changed",
                                        "the mesh to be verified again")
                                : new Obstacle("the mesh", meshed.message(), "the full mesh: " + meshed.message()));
            case Progress.Proving(String pod, Instant until, Optional<ContainerEnd> lastEnd, boolean _) ->
                Optional.of(ofYoung(pod, until, lastEnd));
            case Progress.KeepsEnding(String pod, Optional<ContainerEnd> lastEnd) ->
                Optional.of(new Obstacle(pod, endedTwice(lastEnd, pod), pod + " to keep working"));
            case Progress.WaitsForCookie() ->
                Optional.of(new Obstacle(
                        "the cookie", "the nodes run with a former cookie", "the former cookie in the Secret"));
            case Progress.WaitsForJob waits -> Optional.of(ofJob(waits.job(), JobMessages.waiting(waits)));
            case Progress.JobFailed(String job, JobFailure failure) ->
                Optional.of(ofJob(job, JobMessages.failed(job, failure)));
            case Progress.UpToDate _, Progress.Moving _ -> Optional.empty();
        };
    }

    private static Obstacle ofJob(String job, String sentence) {
        return new Obstacle("Job " + job, sentence, sentence);
    }

    private static Obstacle ofYoung(String pod, Instant until, Optional<ContainerEnd> lastEnd) {
        String ended = lastEnd.map(end -> "; " + ContainerEndMessages.restarted(end, pod))
                .orElse("");
        return new Obstacle(
                pod,
                "it does not keep working for spec.rollout.minReadySeconds" + ended,
                pod + " to keep working until " + until + " (spec.rollout.minReadySeconds)" + ended);
    }

    private static String endedTwice(Optional<ContainerEnd> lastEnd, String pod) {
        return lastEnd.map(end -> ContainerEndMessages.sentence(end, "ended more than once at this revision", pod))
                .orElse("its container ended more than once at this revision");
    }

    private static Optional<Obstacle> ofPod(String pod, Optional<PodTrouble> trouble) {
        Optional<String> why = trouble.map(found -> PodTroubleMessages.of(found, pod));
        return Optional.of(new Obstacle(
                pod,
                why.orElse("not ready"),
                pod + " to become ready" + why.map(sentence -> ": " + sentence).orElse("")));
    }
}
