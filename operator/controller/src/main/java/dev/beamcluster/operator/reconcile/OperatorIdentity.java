package dev.beamcluster.operator.reconcile;

import dev.beamcluster.operator.desired.OperatorPods;

/**
 * The identity of this operator.
 *
 * @param namespace the namespace of the operator and its Lease
 * @param podName the pod of the operator: the holder of the Lease, and the reporter of its events
 * @param pods how the nodes' network policies select its pods
 */
public record OperatorIdentity(String namespace, String podName, OperatorPods pods) {}
