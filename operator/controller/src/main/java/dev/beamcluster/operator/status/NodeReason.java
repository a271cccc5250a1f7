package dev.beamcluster.operator.status;

/** Why a node is not {@code Meshed}: its pod, or a fault that the last probe met. */
public sealed interface NodeReason permits PodReason, FaultReason {

    /** The word in the status. */
    String name();
}
