package dev.beamcluster.operator.status;

/** What can happen to a node that deserves an event; {@code docs/conditions.md} explains each. */
public enum NodeEvent implements EventReason {
    /** Its pod is terminating: it is replaced, or one too many. */
    NodeLeaving,
    /** It was replaced, and every link to it is verified. */
    NodeRejoined,
    /** It was one too many, and its pod is gone. */
    NodeRemoved,
    /** The drain function answered {@code ok}. */
    Drained,
    /** The drain function failed or took too long; the pod terminates anyway. */
    DrainFailed
}
