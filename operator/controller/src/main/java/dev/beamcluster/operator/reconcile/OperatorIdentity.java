package dev.beamcluster.operator.reconcile;

import dev.beamcluster.operator.desired.OperatorPods;

/**
 * This operator.
 *
 * @param namespace where it runs, and its Lease is
 * @param podName its pod: the Lease's holder, and the reporter of its events
 * @param pods what selects its pods, for the nodes' network policies
 */
public record OperatorIdentity(String namespace, String podName, OperatorPods pods) {}
