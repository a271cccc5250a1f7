package dev.beamcluster.operator.status;

import java.util.Optional;

/**
 * What Kubernetes says of the StatefulSet.
 *
 * @param observed whether its controller has seen the generation that was applied last
 * @param replicas how many pods there are
 * @param updated how many of them are at the current revision
 * @param ready how many of them are ready
 * @param failure why a pod cannot be made, in the words of who refused it; absent when all pods are there
 */
public record WorkloadFacts(boolean observed, int replicas, int updated, int ready, Optional<String> failure) {}
