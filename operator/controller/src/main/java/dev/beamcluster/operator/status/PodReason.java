package dev.beamcluster.operator.status;

/** Why the pod of a node is not running, or will soon stop; {@code docs/conditions.md} explains each. */
public enum PodReason implements NodeReason {
    /** The pod is missing, or its container is not running. */
    PodsStarting,
    /** The pod is missing or surplus, and remains so while the spec is not applied. */
    SpecNotApplied,
    /** Scaled down: the pod is terminating, or is next. */
    ScaledDown,
    /** The pod is terminating and will be replaced. */
    Replaced,
    /** The pod is terminating, and the drain function is running on the node. */
    Draining
}
