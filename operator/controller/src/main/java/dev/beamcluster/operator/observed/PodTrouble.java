package dev.beamcluster.operator.observed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What keeps a pod from starting, from being ready, or from being gone. Each kind has one sentence in {@code status}. */
public sealed interface PodTrouble {

    /** The image of a container cannot be pulled. */
    record ImageNotPulled(String image) implements PodTrouble {}

    /** The runtime cannot create or start a container; {@code reason} is the word of the kubelet. */
    record ContainerNotStarted(String container, String reason, String message) implements PodTrouble {}

    /** A container has ended repeatedly and was not ready since. */
    record KeepsCrashing(ContainerEnd end) implements PodTrouble {}

    /** A container has ended, was started again or will be, and is not ready yet. */
    record Restarting(ContainerEnd end) implements PodTrouble {}

    /** No Kubernetes node takes the pod; {@code message} is the scheduler's. */
    record Unschedulable(String message) implements PodTrouble {}

    /**
     * The pod waits for its disks.
     *
     * @param unschedulable whether the scheduler has given up until the claims are bound
     */
    record ClaimsPending(List<PendingClaim> claims, boolean unschedulable) implements PodTrouble {}

    /** An init container does not end; or, if it is a sidecar, does not start. */
    record WaitsForInitContainer(String container, boolean sidecar, Elapsed elapsed) implements PodTrouble {}

    /** The containers are not created; {@code why} is quoted from the pod's Events, and empty if they do not say it. */
    record ContainersNotCreated(Elapsed elapsed, Optional<String> why) implements PodTrouble {}

    /** A container runs and is not ready. */
    record ProbeFails(FailedProbe probe, Elapsed elapsed) implements PodTrouble {}

    /** All containers are ready and the pod is not, because nobody has set these conditions of its readiness gates. */
    record ReadinessGatesClosed(List<String> gates, Elapsed elapsed) implements PodTrouble {}

    /** The kubelet of this Kubernetes node no longer reports about the pod. */
    record KubernetesNodeSilent(String kubernetesNode) implements PodTrouble {}

    /** The pod is terminating, and its container still runs within the grace period. */
    record ShuttingDown(Elapsed elapsed, Duration gracePeriod) implements PodTrouble {}

    /** The pod has ended, and finalizers keep the object. */
    record HeldByFinalizers(List<String> finalizers) implements PodTrouble {}

    /**
     * A pod with the name of a node exists and is not of this BeamCluster, so that the StatefulSet cannot create the node's.
     *
     * @param wasNode whether the StatefulSet created it, so that someone has removed its label
     * @param label the label of the BeamCluster's pods
     */
    record NameTaken(boolean wasNode, String label) implements PodTrouble {}

    /** Whether Kubernetes cannot run the pod, and only a change of the spec or of the Kubernetes cluster helps. */
    default boolean isFailure() {
        return switch (this) {
            case ImageNotPulled _, ContainerNotStarted _, KeepsCrashing _, Unschedulable _ -> true;
            case ClaimsPending claims -> claims.unschedulable();
            case Restarting _,
                    WaitsForInitContainer _,
                    ContainersNotCreated _,
                    ProbeFails _,
                    ReadinessGatesClosed _,
                    KubernetesNodeSilent _,
                    ShuttingDown _,
                    HeldByFinalizers _,
                    NameTaken _ -> false;
        };
    }

    /** Whether a node in a pod with this trouble does not answer because of it, and not because of the network. */
    default boolean explainsSilence() {
        return switch (this) {
            case ProbeFails _, ReadinessGatesClosed _ -> false;
            case ImageNotPulled _,
                    ContainerNotStarted _,
                    KeepsCrashing _,
                    Restarting _,
                    Unschedulable _,
                    ClaimsPending _,
                    WaitsForInitContainer _,
                    ContainersNotCreated _,
                    KubernetesNodeSilent _,
                    ShuttingDown _,
                    HeldByFinalizers _,
                    NameTaken _ -> true;
        };
    }
}
