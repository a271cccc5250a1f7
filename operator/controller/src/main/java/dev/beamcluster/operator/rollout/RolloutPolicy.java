package dev.beamcluster.operator.rollout;

import dev.beamcluster.api.v1alpha1.BeamClusterSpec;
import dev.beamcluster.api.v1alpha1.Rollout;

/**
 * The rollout policy of the spec.
 *
 * @param replicas how many nodes the spec asks for
 * @param gatedByMesh whether the next step waits for the full mesh; otherwise it waits only for ready pods
 * @param maxUnavailable how many nodes may be replaced in one step, 1 or more
 */
public record RolloutPolicy(int replicas, boolean gatedByMesh, int maxUnavailable) {

    public static RolloutPolicy of(BeamClusterSpec spec) {
        return new RolloutPolicy(
                spec.replicas(),
                spec.rollout().gate() == Rollout.Gate.Mesh,
                spec.disruption().maxUnavailable());
    }
}
