package dev.beamcluster.operator.status;

/** Events of a node; {@code docs/conditions.md} explains each. */
public enum NodeEvent implements EventReason {
    /** Its pod is terminating, to be replaced or because of a scale-down. */
    NodeLeaving,
    /** It was replaced, and every link to it is verified. */
    NodeRejoined,
    /** It was scaled down, and its pod is gone. */
    NodeRemoved,
    /** The drain function returned {@code ok}. */
    Drained,
    /** The drain function failed or took too long; the pod terminates anyway. */
    DrainFailed,
    /** It did not end within the grace period of its pod, and was killed. */
    NodeKilled,
    /** Its pod was evicted by its Kubernetes node. */
    NodeEvicted
}
