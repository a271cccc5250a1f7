package dev.beamcluster.operator.status;

/** Why a node is not {@code Meshed}: the state of its pod, or a fault of the last probe. */
public sealed interface NodeReason permits PodReason, TroubleReason, FaultReason {

    /** The reason as written in the status. */
    String name();
}
