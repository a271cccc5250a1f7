package dev.beamcluster.operator.status;

import java.util.Optional;

import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.ContainerEnd.How;
import dev.beamcluster.operator.observed.JobFailure;
import dev.beamcluster.operator.observed.JobFailure.Cause;
import dev.beamcluster.operator.observed.JobFailure.End;
import dev.beamcluster.operator.observed.JobFailure.Output;
import dev.beamcluster.operator.observed.PodOfJob;
import dev.beamcluster.operator.rollout.Progress;

/** Describes the Job of {@code spec.rollout.before}. */
final class JobMessages {

    private JobMessages() {}

    /** Says what has to happen first, to be read after "waiting for". */
    static String waiting(Progress.WaitsForJob waits) {
        String job = "Job " + waits.job();
        return switch (waits.phase()) {
            case STARTING, RUNNING ->
                job + " to succeed before nodes get the new revision"
                        + waits.waiting()
                                .map(pod -> ": " + pod.name() + ": " + PodTroubleMessages.of(pod.trouble(), pod.name()))
                                .orElse("");
            case ENDING -> "the previous " + job + " and its pod to be gone";
        };
    }

    /** Says why the Job failed, and what to do; the output comes last, because it may be cut off. */
    static String failed(String job, JobFailure failure) {
        return "Job " + job + " failed: " + cause(failure)
                + "; nodes keep their revision. Fix the cause, then apply a spec that changes what the Job does, or run it"
                + " again with `kubectl delete job " + job + "`"
                + failure.end().map(end -> output(end.output())).orElse("");
    }

    private static String cause(JobFailure failure) {
        return switch (failure.cause()) {
            case Cause.Ended() -> failure.end().map(JobMessages::end).orElse("its pod is gone");
            case Cause.TimedOut(int seconds) ->
                "it did not succeed within " + seconds + " s (spec.rollout.before.timeoutSeconds)"
                        + failure.end().map(end -> "; " + end(end)).orElse("")
                        + waiting(failure.waiting());
            case Cause.Other(String message) -> message + waiting(failure.waiting());
        };
    }

    private static String waiting(Optional<PodOfJob> waiting) {
        return waiting.map(pod -> "; its pod " + pod.name() + " did not start: "
                        + PodTroubleMessages.of(pod.trouble(), pod.name()))
                .orElse("");
    }

    private static String end(End end) {
        ContainerEnd container = end.container();
        boolean isExplained =
                container.how() instanceof How.OutOfMemory || container.how() instanceof How.CommandNotStarted;
        return "container " + container.container() + " of pod " + end.pod() + " ended"
                + ContainerEndMessages.figures(container)
                + (isExplained ? ": " + ContainerEndMessages.why(container, end.pod()) : "");
    }

    private static String output(Output output) {
        return switch (output) {
            case Output.None() -> "";
            case Output.Quoted(String text) -> ". Its last output: " + text;
            case Output.Withheld(String why) -> ". Its output is not quoted: " + why;
        };
    }
}
