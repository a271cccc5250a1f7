package dev.beamcluster.operator.status;

import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.ContainerEnd.How;
import dev.beamcluster.operator.observed.PodTrouble;

/** What keeps a pod from starting, from being ready, or from being gone; {@code docs/conditions.md} explains each. */
public enum TroubleReason implements NodeReason, EventReason {
    ImagePullBackOff,
    ContainerNotStarted,
    OOMKilled,
    StoppedByProbe,
    ExitedAtOnce,
    CrashLoopBackOff,
    ContainerEnded,
    Unschedulable,
    ClaimPending,
    InitContainerRunning,
    ContainersNotCreated,
    ProbeFailing,
    ReadinessGateClosed,
    KubernetesNodeSilent,
    ShuttingDown,
    HeldByFinalizers,
    NameTaken;

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
        return switch (this) {
            case ClaimPending,
                    InitContainerRunning,
                    ContainersNotCreated,
                    ProbeFailing,
                    ReadinessGateClosed,
                    KubernetesNodeSilent,
                    ShuttingDown,
                    HeldByFinalizers,
                    NameTaken -> true;
            case ImagePullBackOff,
                    ContainerNotStarted,
                    OOMKilled,
                    StoppedByProbe,
                    ExitedAtOnce,
                    CrashLoopBackOff,
                    ContainerEnded,
                    Unschedulable -> false;
        };
    }

    /** Whether it often passes by itself, so that its event is not a warning. */
    boolean isUsual() {
        return switch (this) {
            case InitContainerRunning, ContainersNotCreated, ShuttingDown -> true;
            case ImagePullBackOff,
                    ContainerNotStarted,
                    OOMKilled,
                    StoppedByProbe,
                    ExitedAtOnce,
                    CrashLoopBackOff,
                    ContainerEnded,
                    Unschedulable,
                    ClaimPending,
                    ProbeFailing,
                    ReadinessGateClosed,
                    KubernetesNodeSilent,
                    HeldByFinalizers,
                    NameTaken -> false;
        };
    }
}
