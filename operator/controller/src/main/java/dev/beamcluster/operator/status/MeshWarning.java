package dev.beamcluster.operator.status;

/** Events of what threatens a mesh; {@code docs/conditions.md} explains each. */
public enum MeshWarning implements EventReason {
    /** Running nodes have another cookie than the user's Secret. */
    CookieChanged,
    /** A visible node that is not a member was connected when links were lost. */
    UnexpectedNode
}
