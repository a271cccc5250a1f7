package dev.beamcluster.operator.status;

import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.ContainerEnd.How;
import dev.beamcluster.operator.observed.PodTrouble;

/** What keeps a pod from starting, from being ready, or from being gone; {@code docs/conditions.md} explains each. */
public enum TroubleReason implements NodeReason, EventReason {
    ImagePullBackOff(Kind.FAILS),
    ContainerNotStarted(Kind.FAILS),
    OOMKilled(Kind.FAILS),
    StoppedByProbe(Kind.FAILS),
    ExitedAtOnce(Kind.FAILS),
    CrashLoopBackOff(Kind.FAILS),
    ContainerEnded(Kind.FAILS),
    Unschedulable(Kind.FAILS),
    ClaimPending(Kind.STAYS),
    InitContainerRunning(Kind.TAKES_TIME),
    ContainersNotCreated(Kind.TAKES_TIME),
    ProbeFailing(Kind.STAYS),
    ReadinessGateClosed(Kind.STAYS),
    KubernetesNodeSilent(Kind.STAYS),
    ShuttingDown(Kind.TAKES_TIME),
    HeldByFinalizers(Kind.STAYS),
    NameTaken(Kind.STAYS);

    private final Kind kind;

    TroubleReason(Kind kind) {
        this.kind = kind;
    }

    private enum Kind {
        /** The pod changes when it gets into this trouble. */
        FAILS,
        /** The pod stays as it is. */
        STAYS,
        /** The pod stays as it is, which often passes by itself. */
        TAKES_TIME
    }

    static TroubleReason of(PodTrouble trouble) {
        return switch (trouble) {
            case PodTrouble.ImageNotPulled _ -> ImagePullBackOff;
            case PodTrouble.ContainerNotStarted _ -> ContainerNotStarted;
            case PodTrouble.KeepsCrashing(ContainerEnd end) -> of(end.how(), CrashLoopBackOff);
            case PodTrouble.Restarting(ContainerEnd end) -> of(end.how(), ContainerEnded);
            case PodTrouble.Unschedulable _ -> Unschedulable;
            case PodTrouble.ClaimsPending _ -> ClaimPending;
            case PodTrouble.WaitsForInitContainer _ -> InitContainerRunning;
            case PodTrouble.ContainersNotCreated _ -> ContainersNotCreated;
            case PodTrouble.ProbeFails _ -> ProbeFailing;
            case PodTrouble.ReadinessGatesClosed _ -> ReadinessGateClosed;
            case PodTrouble.KubernetesNodeSilent _ -> KubernetesNodeSilent;
            case PodTrouble.ShuttingDown _ -> ShuttingDown;
            case PodTrouble.HeldByFinalizers _ -> HeldByFinalizers;
            case PodTrouble.NameTaken _ -> NameTaken;
        };
    }

    private static TroubleReason of(How how, TroubleReason otherwise) {
        return switch (how) {
            case How.OutOfMemory _ -> OOMKilled;
            case How.StoppedForProbe _ -> StoppedByProbe;
            case How.EndedAtOnce _ -> ExitedAtOnce;
            case How.CommandNotStarted _ -> ContainerNotStarted;
            case How.Completed _, How.Lost _, How.Signalled _, How.Failed _ -> otherwise;
        };
    }

    /**
     * Whether it explains why a pod stays as it is, and is not a change of the pod: the time of a node's state, on which the
     * timeout of a rollout depends, stays the same.
     */
    boolean isExplanation() {
        return kind != Kind.FAILS;
    }

    /** Whether it often passes by itself, so that its event is not a warning. */
    boolean isUsual() {
        return kind == Kind.TAKES_TIME;
    }
}
