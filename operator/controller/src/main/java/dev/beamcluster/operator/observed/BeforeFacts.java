package dev.beamcluster.operator.observed;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of {@code spec.rollout.before}.
 *
 * @param wanted whether the spec has it
 * @param remembered the inputs of the last Job that succeeded, as the StatefulSet or else the status remembers it
 * @param template the hash of the pod template of the nodes, as the status remembers it for a StatefulSet that is missing
 * @param job the Job that exists
 */
public record BeforeFacts(
        boolean wanted, Optional<String> remembered, Optional<String> template, Optional<BeforeJob> job) {

    /** The spec does not have it, and nothing was ever run. */
    public static final BeforeFacts NONE = new BeforeFacts(false, Optional.empty(), Optional.empty(), Optional.empty());

    /** Returns the inputs of the last Job that succeeded. The existing Job is the last one. */
    public Optional<String> succeeded() {
        return job.filter(last -> last.state() instanceof BeforeJob.State.Succeeded)
                .map(BeforeJob::inputs)
                .or(() -> remembered);
    }

    /** Returns when the Job succeeded for which the rollout waited. */
    public Optional<Instant> succeededAt() {
        return job.flatMap(last ->
                last.state() instanceof BeforeJob.State.Succeeded(Instant at) ? Optional.of(at) : Optional.empty());
    }
}
