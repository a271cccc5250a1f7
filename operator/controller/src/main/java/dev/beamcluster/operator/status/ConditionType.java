package dev.beamcluster.operator.status;

/** The conditions of a BeamCluster, in the order of the status. */
public enum ConditionType {
    /** All pods are ready, every link is verified and all nodes are uniform, at this generation. */
    Ready,
    /** The pods are ready at the current revision. */
    PodsReady,
    /** Every link between the nodes is verified. */
    Meshed,
    /** The nodes run the same versions with the same kernel settings. */
    Uniform,
    /** Pods are changing to match the spec (kstatus). */
    Reconciling,
    /** Nothing proceeds until a person acts (kstatus). */
    Stalled
}
