package dev.beamcluster.operator.status;

/** The conditions of a BeamCluster, in the order in which they are told. */
public enum ConditionType {
    /** Everything below is fine, for this generation. */
    Ready,
    /** The pods are ready at the current revision. */
    PodsReady,
    /** Every link between the nodes was verified. */
    Meshed,
    /** The nodes run the same versions with the same settings of the kernel. */
    Uniform,
    /** Something is on its way (kstatus). */
    Reconciling,
    /** Something is in the way until a person acts (kstatus). */
    Stalled
}
