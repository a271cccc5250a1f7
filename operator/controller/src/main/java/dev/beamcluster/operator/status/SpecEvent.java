package dev.beamcluster.operator.status;

/** Events of a spec; {@code docs/conditions.md} explains each. */
public enum SpecEvent implements EventReason {
    /** The spec is applied, and probably does not do what its author expects. */
    SpecWarning
}
