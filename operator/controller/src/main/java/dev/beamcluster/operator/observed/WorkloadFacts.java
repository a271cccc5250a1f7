package dev.beamcluster.operator.observed;

import java.util.Optional;

/**
 * The state of the StatefulSet in Kubernetes.
 *
 * @param observed whether its controller has observed the generation that was last applied
 * @param replicas how many pods exist
 * @param updated how many of them have the update revision
 * @param ready how many of them are ready
 * @param failure why a pod cannot be created, quoted from the component that refused it; absent if all pods exist
 * @param target what was last applied to it
 * @param revisions its current and update revisions
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
     * The size and rollout state in its spec.
     *
     * @param replicas how many pods it asks for
     * @param partition the lowest ordinal whose pod gets the new revision (Kubernetes, StatefulSet, partitioned rolling updates)
     * @param replacedFrom the lowest ordinal that a rollout has replaced and that is not known to keep working; {@code replicas} if
     *     there is none
     * @param template the hash of the operator's pod template; empty if its annotation is missing
     */
    public record Target(int replicas, int partition, int replacedFrom, String template) {}

    /**
     * The names that the StatefulSet controller gives to versions of the pod template.
     *
     * @param current the revision of all pods when the last rollout was complete
     * @param update the revision that pods are to get; the same as {@code current} if no rollout is in progress
     */
    public record Revisions(String current, String update) {

        /** Whether a rollout is in progress. */
        public boolean differ() {
            return !current.equals(update);
        }
    }
}
