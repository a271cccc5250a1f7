package dev.beamcluster.operator.rollout;

import java.util.Optional;

import dev.beamcluster.operator.observed.BeforeFacts;
import dev.beamcluster.operator.observed.BeforeJob;
import dev.beamcluster.operator.observed.BeforeJob.State;
import dev.beamcluster.operator.observed.WorkloadFacts;
import dev.beamcluster.operator.rollout.JobStep.Action;
import dev.beamcluster.operator.rollout.JobStep.Hold;
import dev.beamcluster.operator.rollout.JobStep.Proceed;

/**
 * Decides whether the nodes may get the pod template of the spec, or which Job has to succeed first. A Job runs only for a pod
 * template that the nodes do not have, and only if the last one that succeeded ran something else.
 *
 * @param template the hash of the pod template of the spec
 * @param wanted the Job of the spec, if it has one
 * @param replicas how many nodes the spec asks for
 */
public record JobGate(String template, Optional<Wanted> wanted, int replicas) {

    /**
     * The Job of a spec.
     *
     * @param name its name
     * @param inputs the hash of what it runs
     * @param attempt identifies what it runs and how long and how often it may try
     */
    public record Wanted(String name, String inputs, String attempt) {}

    /**
     * Returns the next step.
     *
     * @param workload the StatefulSet; absent before it was created, and while it is recreated
     */
    public JobStep next(Optional<WorkloadFacts> workload, BeforeFacts facts) {
        if (wanted.isEmpty()
                || hasTemplate(workload, facts)
                || facts.succeeded().filter(wanted.get().inputs()::equals).isPresent()) {
            return new Proceed(facts.job().filter(JobGate::isObsolete).isPresent());
        }
        return replicas == 0 ? new JobStep.Keep() : hold(wanted.get(), facts);
    }

    private boolean hasTemplate(Optional<WorkloadFacts> workload, BeforeFacts facts) {
        return workload.map(there -> there.target().template())
                .or(facts::template)
                .filter(template::equals)
                .isPresent();
    }

    /** Whether a Job is left over that nothing waits for. One that succeeded stays, for its output. */
    private static boolean isObsolete(BeforeJob job) {
        return switch (job.state()) {
            case State.Running _, State.Failed _ -> true;
            case State.Leaving _, State.Succeeded _ -> false;
        };
    }

    private static Hold hold(Wanted wanted, BeforeFacts facts) {
        if (facts.job().isEmpty()) {
            return new Hold(
                    Action.START,
                    new Progress.WaitsForJob(wanted.name(), Progress.JobPhase.STARTING, Optional.empty()));
        }
        BeforeJob job = facts.job().get();
        return switch (job.state()) {
            case State.Leaving() -> new Hold(Action.WAIT, ending(wanted));
            case State.Running running ->
                job.inputs().equals(wanted.inputs())
                        ? new Hold(
                                Action.WAIT,
                                new Progress.WaitsForJob(wanted.name(), Progress.JobPhase.RUNNING, running.waiting()))
                        : new Hold(Action.DELETE, ending(wanted));
            case State.Failed(var failure) ->
                job.attempt().equals(wanted.attempt())
                        ? new Hold(Action.WAIT, new Progress.JobFailed(wanted.name(), failure))
                        : new Hold(Action.DELETE, ending(wanted));
            case State.Succeeded _ ->
                // It is deleted only when its success is remembered elsewhere.
                new Hold(
                        facts.remembered().filter(job.inputs()::equals).isPresent() ? Action.DELETE : Action.WAIT,
                        ending(wanted));
        };
    }

    private static Progress ending(Wanted wanted) {
        return new Progress.WaitsForJob(wanted.name(), Progress.JobPhase.ENDING, Optional.empty());
    }
}
