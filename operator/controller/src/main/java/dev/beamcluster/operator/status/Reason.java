package dev.beamcluster.operator.status;

/** Every reason that a condition can have; {@code docs/conditions.md} explains each. */
public enum Reason {
    /** Meshed, Ready: every directed link was verified. */
    FullMesh,
    /** Meshed, Ready: there is one node, so there is no link. */
    SingleNode,
    /** Meshed: the nodes are in two groups or more that cannot reach each other. */
    Partitioned,
    /** Meshed: links are missing, and the nodes still hold together over others. */
    LinksMissing,
    /** Meshed: a node has another cookie. */
    CookieMismatch,
    /** Meshed: a node runs under another name. */
    NameMismatch,
    /** Meshed: a node and the operator do not believe each other's certificates. */
    TlsHandshakeFailed,
    /** Meshed: a node's OTP release is too old or too new for the operator. */
    IncompatibleRelease,
    /** Meshed: a node cannot resolve its peer's name. */
    DnsFailure,
    /** Meshed: a node was started hidden, so that its peers leave it out. */
    HiddenNode,
    /** Meshed: a node is gone for the operator and for its peers. */
    NodesUnreachable,
    /** Meshed: the operator cannot reach nodes that their peers can, or none at all. */
    OperatorCannotReachNodes,
    /** Meshed: no recent look at the nodes that are wanted now. */
    ProbeStale,
    /** Uniform: the nodes that answer run the same versions with the same settings of the kernel. */
    NodesUniform,
    /** Uniform, Ready: nodes run different OTP releases, releases or applications. */
    VersionSkew,
    /** Uniform, Ready: nodes differ in a setting of the kernel that must be the same on all. */
    KernelSettingsDiffer,
    /** PodsReady: every pod is ready at the current revision. */
    AllPodsReady,
    /** PodsReady: pods are being made, replaced or taken away, or are not ready yet. */
    PodsStarting,
    /** PodsReady: a pod cannot start. */
    PodsFailing,
    /** PodsReady, Meshed, Ready: no nodes are wanted. */
    ScaledToZero,
    /** Reconciling, Uniform: pods are on their way to what the spec says. */
    RolloutInProgress,
    /** Reconciling: the next node is replaced, or taken away, when the mesh is whole. */
    RolloutWaitsForMesh,
    /** Reconciling: a node finishes what it is at before it goes. */
    Draining,
    /** Reconciling: nothing is changed, since spec.paused says so. */
    Paused,
    /** Stalled, Reconciling, Ready: a rollout or a scale-down cannot go on because of one node. */
    RolloutStalled,
    /** Reconciling: what runs is what the spec says. */
    UpToDate,
    /** Stalled: the spec cannot be built, or names something that is not there. */
    InvalidSpec,
    /** Stalled: the API server refused an object. */
    ApplyRefused,
    /** Stalled: the cookie's Secret is gone, and the nodes run with a cookie that the operator does not know. */
    CookieLost,
    /** Stalled: nothing is in the way. */
    NotStalled
}
