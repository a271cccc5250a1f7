package dev.beamcluster.operator.status;

/** Why a node's pod does not run, or will not for long; {@code docs/conditions.md} explains each. */
public enum PodReason implements NodeReason {
    /** The pod is missing, or its container is not running. */
    PodsStarting,
    /** The pod cannot start. */
    PodsFailing,
    /** The pod is missing or one too many, and stays so while the spec is not applied. */
    SpecNotApplied,
    /** The pod is one too many, and terminates or is next. */
    ScaledDown,
    /** The pod terminates, and another one takes its place. */
    Replaced,
    /** The pod terminates, and the drain function is running on the node. */
    Draining
}
