package dev.beamcluster.operator.rollout;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.PodTrouble;

/** Rollouts that have come some of the way from release {@code a} to {@code b}, and the step that is planned next. */
final class Rollouts {

    static final ContainerEnd END = new ContainerEnd("beam", 1, 3, new ContainerEnd.How.Failed());
    static final PodTrouble CRASHES = new PodTrouble.KeepsCrashing(END);

    static final Pod OLD = new Pod("a", true, Optional.empty());
    static final Pod NEW = new Pod("b", true, Optional.empty());
    static final Pod NEWEST = new Pod("c", true, Optional.empty());
    static final Pod STRANGE = new Pod(Workload.STRANGE, true, Optional.empty());
    static final Pod NEW_STARTING = new Pod("b", false, Optional.empty());
    static final Pod NEW_FAILING = new Pod("b", false, Optional.of(CRASHES));

    private Rollouts() {}

    /** From {@code a} to {@code b}, with the gate at this ordinal. */
    static Workload onTheWay(int partition) {
        var workload = Workload.settled(3, "a");
        workload.apply(new RollingUpdateTarget(3, partition), "b");
        workload.put(0, OLD);
        return workload;
    }

    /** Two nodes from {@code a} to {@code b}, the second of which may go. */
    static Workload twoOnTheWay() {
        var workload = Workload.settled(2, "a");
        workload.apply(new RollingUpdateTarget(2, 1), "b");
        return workload;
    }

    static Plan next(Workload workload, int wanted, String template) {
        return next(workload, wanted, template, workload.mesh(wanted));
    }

    static Plan next(Workload workload, int wanted, String template, Optional<MeshReport> seen) {
        return planner(policy(wanted, true, 1), workload, seen).next(workload.facts(), template);
    }

    /** A policy that asks of a replaced node only that it joins. */
    static RolloutPolicy policy(int replicas, boolean gatedByMesh, int maxUnavailable) {
        return new RolloutPolicy(replicas, gatedByMesh, maxUnavailable, Duration.ZERO, Duration.ofMinutes(10));
    }

    static RolloutPlanner planner(RolloutPolicy policy, Workload workload, Optional<MeshReport> seen) {
        return new RolloutPlanner(
                policy,
                workload.nodes(policy.replicas()),
                workload.leaving(policy.replicas()),
                seen,
                new Trial(policy, Map.of(), workload.now()));
    }
}
