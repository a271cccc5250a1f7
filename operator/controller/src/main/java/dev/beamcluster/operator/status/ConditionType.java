package dev.beamcluster.operator.status;

/** The conditions of a BeamCluster, in the order of the status. */
public enum ConditionType {
    /** All pods run, every link is verified and all nodes are uniform, at this generation. */
    Ready,
    /** The pods are ready at the current revision. */
    PodsReady,
    /** Every link between the nodes was verified. */
    Meshed,
    /** The nodes run the same versions with the same kernel settings. */
    Uniform,
    /** Pods are on their way to what the spec asks for (kstatus). */
    Reconciling,
    /** Nothing goes on until a person acts (kstatus). */
    Stalled
}
