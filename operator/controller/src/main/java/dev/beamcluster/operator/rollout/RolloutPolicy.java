package dev.beamcluster.operator.rollout;

import java.time.Duration;

import dev.beamcluster.api.v1alpha1.BeamClusterSpec;
import dev.beamcluster.api.v1alpha1.Rollout;

/**
 * The rollout policy of the spec.
 *
 * @param replicas how many nodes the spec asks for
 * @param gatedByMesh whether the next step waits for the full mesh; otherwise it waits only for ready pods
 * @param maxUnavailable how many nodes may be replaced in one step, 1 or more
 * @param minReady how long a replaced node must work before the next step, 0 or more
 * @param timeout how long a rollout may wait for one node, more than {@code minReady}
 */
public record RolloutPolicy(
        int replicas, boolean gatedByMesh, int maxUnavailable, Duration minReady, Duration timeout) {

    public static RolloutPolicy of(BeamClusterSpec spec) {
        return new RolloutPolicy(
                spec.replicas(),
                spec.rollout().gate() == Rollout.Gate.Mesh,
                spec.disruption().maxUnavailable(),
                Duration.ofSeconds(spec.rollout().minReadySeconds()),
                Duration.ofSeconds(spec.rollout().timeoutSeconds()));
    }

    /** Returns the same policy for another number of nodes. */
    public RolloutPolicy withReplicas(int count) {
        return new RolloutPolicy(count, gatedByMesh, maxUnavailable, minReady, timeout);
    }
}
