package dev.beamcluster.e2e.bench.soak;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Chooses what happens next, at random, among the BeamClusters with which nothing happens. */
final class ChurnPlan {

    private final RandomGenerator random;
    private final int nodes;
    private int steps;

    /**
     * Creates a plan.
     *
     * @param random with a seed, so that the plan can be repeated
     * @param nodes of each BeamCluster
     */
    ChurnPlan(RandomGenerator random, int nodes) {
        this.random = random;
        this.nodes = nodes;
    }

    /**
     * Returns the next step; empty if none is free.
     *
     * @param free the names of the BeamClusters that may be chosen
     */
    Optional<ChurnStep> next(List<String> free) {
        if (free.isEmpty()) {
            return Optional.empty();
        }
        steps++;
        return Optional.of(
                new ChurnStep(steps, action(), free.get(random.nextInt(free.size())), random.nextInt(nodes)));
    }

    private ChurnAction action() {
        int drawn = random.nextInt(100);
        for (ChurnAction action : ChurnAction.values()) {
            drawn -= action.percent();
            if (drawn < 0) {
                return action;
            }
        }
        throw new IllegalStateException("the shares of all actions are less than 100 percent");
    }
}
