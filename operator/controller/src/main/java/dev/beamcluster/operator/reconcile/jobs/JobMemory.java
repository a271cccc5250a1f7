package dev.beamcluster.operator.reconcile.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.operator.observed.BeforeJob.State.Running;
import dev.beamcluster.operator.observed.JobFailure;
import dev.beamcluster.operator.observed.PodOfJob;

/** What was read about the pods of a Job, so that it is not read again. It is part of the session of a BeamCluster. */
public final class JobMemory {

    /** A pod that does not start is looked at again after this time. */
    private static final Duration PAUSE = Duration.ofSeconds(9);

    private String job = "";
    private Instant readAt = Instant.MIN;
    private Running running = new Running(Optional.empty());
    private @Nullable JobFailure failure;

    /** Returns what is known of the running Job with this UID; reads it if that is some time ago. */
    Running running(String uid, Instant now, Supplier<Running> read) {
        about(uid);
        if (readAt.equals(Instant.MIN) || readAt.plus(PAUSE).isBefore(now)) {
            running = read.get();
            readAt = now;
        }
        return running;
    }

    /** Returns the pod of this Job, if that did not start when it was last seen. */
    Optional<PodOfJob> lastWaiting(String uid) {
        about(uid);
        return running.waiting();
    }

    /** Returns why the Job with this UID failed; reads it once. */
    JobFailure failure(String uid, Supplier<JobFailure> read) {
        about(uid);
        JobFailure known = failure;
        if (known == null) {
            known = read.get();
            failure = known;
        }
        return known;
    }

    private void about(String uid) {
        if (!job.equals(uid)) {
            job = uid;
            readAt = Instant.MIN;
            running = new Running(Optional.empty());
            failure = null;
        }
    }
}
