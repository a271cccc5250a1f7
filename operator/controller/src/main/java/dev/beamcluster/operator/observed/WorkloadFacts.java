package dev.beamcluster.operator.observed;

import java.util.Optional;

/**
 * What Kubernetes says of the StatefulSet.
 *
 * @param observed whether its controller has seen the generation that was applied last
 * @param replicas how many pods there are
 * @param updated how many of them are at the current revision
 * @param ready how many of them are ready
 * @param failure why a pod cannot be made, in the words of who refused it; absent when all pods are there
 * @param target what was asked of it last
 * @param revisions which revisions it knows
 */
public record WorkloadFacts(
        boolean observed,
        int replicas,
        int updated,
        int ready,
        Optional<String> failure,
        Target target,
        Revisions revisions) {

    /**
     * What its spec asks for.
     *
     * @param replicas how many pods
     * @param partition the ordinal from which on pods are of the new revision (Kubernetes, StatefulSet, partitioned rolling updates)
     * @param template tells one pod template of the operator's from another; empty where none is noted
     */
    public record Target(int replicas, int partition, String template) {}

    /**
     * Its controller's names for the pod template's versions.
     *
     * @param current what all pods had when the last rollout was complete
     * @param update what pods are to have; the same where no rollout is under way
     */
    public record Revisions(String current, String update) {

        /** Whether a rollout is not complete yet. */
        public boolean differ() {
            return !current.equals(update);
        }
    }
}
