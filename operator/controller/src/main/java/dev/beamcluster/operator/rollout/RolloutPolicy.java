package dev.beamcluster.operator.rollout;

import dev.beamcluster.api.v1alpha1.BeamClusterSpec;
import dev.beamcluster.api.v1alpha1.Rollout;

/**
 * What the spec says of how fast nodes may change.
 *
 * @param replicas how many nodes are wanted
 * @param gatedByMesh whether the next step waits for the whole mesh; else for ready pods only
 * @param maxUnavailable how many nodes may be replaced in one step
 */
public record RolloutPolicy(int replicas, boolean gatedByMesh, int maxUnavailable) {

    /** The policy of this spec. */
    public static RolloutPolicy of(BeamClusterSpec spec) {
        return new RolloutPolicy(
                spec.replicas(),
                spec.rollout().gate() == Rollout.Gate.Mesh,
                spec.disruption().maxUnavailable());
    }
}
