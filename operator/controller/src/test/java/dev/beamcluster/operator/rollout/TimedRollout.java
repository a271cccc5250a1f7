package dev.beamcluster.operator.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import static dev.beamcluster.operator.rollout.Rollouts.NEW;
import static dev.beamcluster.operator.rollout.Rollouts.NEW_STARTING;

/** Three nodes of release {@code a}, of which some are replaced by release {@code b}, which has to work for 30 s. */
final class TimedRollout {

    static final Duration MIN_READY = Duration.ofSeconds(30);

    final Workload workload = Workload.settled(3, "a");
    final Map<String, Instant> meshedSince = new HashMap<>();

    /** Replaces a node by one of the new release, which becomes ready and joins at once. */
    void replace(int ordinal) {
        workload.apply(new RollingUpdateTarget(3, ordinal), "b");
        workload.put(ordinal, NEW_STARTING);
        workload.put(ordinal, NEW);
        meshedSince.put("chat-" + ordinal, workload.now());
    }

    void crash(int ordinal) {
        workload.end(ordinal);
        meshedSince.remove("chat-" + ordinal);
    }

    void restart(int ordinal) {
        String revision = Objects.requireNonNull(workload.pods().get(ordinal)).revision();
        workload.put(ordinal, new Pod(revision, true, Optional.empty()));
        workload.unmet().forEach(workload::meet);
        meshedSince.put("chat-" + ordinal, workload.now());
    }

    /** What is waited for while one node has not worked for long enough. */
    Progress proving(int ordinal, Instant since) {
        return new Progress.Proving("chat-" + ordinal, since.plus(MIN_READY), Optional.empty(), false);
    }

    Plan waits(Progress progress) {
        return new Plan(workload.target(), progress);
    }

    Plan next() {
        return next(3, true);
    }

    Plan next(String template) {
        return next(3, true, template);
    }

    Plan next(int replicas, boolean gatedByMesh) {
        return next(replicas, gatedByMesh, workload.template());
    }

    private Plan next(int replicas, boolean gatedByMesh, String template) {
        var policy = new RolloutPolicy(replicas, gatedByMesh, 1, MIN_READY, Duration.ofMinutes(10));
        return new RolloutPlanner(
                        policy,
                        workload.nodes(replicas),
                        workload.leaving(replicas),
                        workload.mesh(replicas),
                        new Trial(policy, meshedSince, workload.now()))
                .next(workload.facts(), template);
    }
}
