package dev.beamcluster.operator.status;

/** Every reason of a condition; {@code docs/conditions.md} explains each. */
public enum Reason implements EventReason {
    /** Meshed, Ready: every directed link is verified. */
    FullMesh,
    /** Meshed, Ready: there is one node, so there is no link. */
    SingleNode,
    /** Meshed: the nodes are in two or more groups that cannot reach each other. */
    Partitioned,
    /** Meshed: links are missing, but the other links still connect all nodes. */
    LinksMissing,
    /** Meshed: a node has a different cookie. */
    CookieMismatch,
    /** Meshed: a node runs under a different name. */
    NameMismatch,
    /** Meshed: a node and the operator do not trust each other's certificates. */
    TlsHandshakeFailed,
    /** Meshed: a node speaks another distribution protocol than the spec asks for. */
    ProtocolMismatch,
    /** Meshed: a node's OTP release is too old or too new for the operator. */
    IncompatibleRelease,
    /** Meshed: a node cannot resolve its peer's host name, or its name server does not answer. */
    DnsFailure,
    /** Meshed: a node was started hidden, so its peers do not list it. */
    HiddenNode,
    /** Meshed: neither the operator nor a peer reaches a node. */
    NodesUnreachable,
    /** Meshed, Uniform: the operator cannot reach nodes that their peers reach, or none at all. */
    OperatorCannotReachNodes,
    /** Meshed, Uniform: the nodes that exist now were not probed recently. */
    ProbeStale,
    /** Uniform: the nodes that answer run the same versions with the same kernel settings. */
    NodesUniform,
    /** Uniform, Ready: nodes run different OTP releases, releases or applications. */
    VersionSkew,
    /** Uniform, Ready: nodes differ in a kernel setting that must be the same on all. */
    KernelSettingsDiffer,
    /** PodsReady: every pod is ready at the current revision. */
    AllPodsReady,
    /** PodsReady: pods are being created, replaced or removed, or are not ready yet. */
    PodsStarting,
    /** PodsReady: a pod cannot start. */
    PodsFailing,
    /** PodsReady, Meshed, Uniform, Ready: spec.replicas is 0. */
    ScaledToZero,
    /** PodsReady, Meshed, Uniform, Ready: pods that the spec asks for are missing, because it was not applied. */
    SpecNotApplied,
    /** Reconciling, Uniform, Ready: pods are changing to match the spec. */
    RolloutInProgress,
    /** Reconciling, Ready: the next node is replaced or removed when every link is verified. */
    RolloutWaitsForMesh,
    /** Reconciling, Ready: nodes get a new revision when the Job of spec.rollout.before has succeeded. */
    RolloutWaitsForJob,
    /** Reconciling: a drain function is running. */
    Draining,
    /** Reconciling: spec.paused is true. */
    Paused,
    /** Stalled, Reconciling, Ready: one node holds up a rollout or a scale-down. */
    RolloutStalled,
    /** Stalled, Reconciling, Ready: the Job of spec.rollout.before failed, and nodes keep their revision. */
    JobFailed,
    /** Stalled, Reconciling, Ready: pods have not become ready in time, for example in their first start. */
    PodsNotReady,
    /** Reconciling: all pods match the spec. */
    UpToDate,
    /** Stalled, Reconciling, Ready: the spec cannot be built, or names something that does not exist. */
    InvalidSpec,
    /** Stalled, Reconciling, Ready: the API server refused an object, or an object of the same name has another owner. */
    ApplyRefused,
    /** Stalled, Reconciling, Ready: the cookie's Secret was deleted, and the operator does not know the cookie of the nodes. */
    CookieLost,
    /** Reconciling, Ready: the operator repeatedly meets an error. */
    ReconcileFailed,
    /** Stalled: nothing waits for a person. */
    NotStalled
}
