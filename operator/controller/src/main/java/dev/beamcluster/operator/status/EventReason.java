package dev.beamcluster.operator.status;

/** The reason of a Kubernetes Event: what happened to a node, what is odd in the spec, what threatens the mesh, or the reason of the condition that the event repeats. */
public sealed interface EventReason permits MeshWarning, NodeEvent, Reason, SpecEvent, TroubleReason {

    /** The reason as written in the event. */
    String name();
}
