package dev.beamcluster.operator.reconcile.pods;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodCondition;

import dev.beamcluster.operator.observed.Elapsed;
import dev.beamcluster.operator.observed.PendingClaim;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.status.ShortText;

/** What a pod waits for before its containers run: a Kubernetes node, disks, volumes, init containers. */
record Startup(PodView pod, PodEvidence evidence, Instant now) {

    private static final Pattern CLAIM = Pattern.compile("persistentvolumeclaim", Pattern.CASE_INSENSITIVE);

    /** The reasons of a container that waits for its volumes, its image or the network of the pod. */
    private static final Set<String> CREATING = Set.of("ContainerCreating", "PodInitializing");

    /** The reasons of the kubelet and of the attach controller for Events about volumes and the network of a pod. */
    private static final Set<String> NOT_CREATED = Set.of(
            "FailedMount",
            "FailedAttachVolume",
            "FailedMapVolume",
            "FailedCreatePodSandBox",
            "FailedCreatePodContainer");

    /** What is left of an Event's text in a status. */
    private static final int MAX_LENGTH = 300;

    /** Returns why the scheduler does not place the pod. */
    Optional<PodTrouble> unschedulable() {
        return pod.condition("PodScheduled")
                .filter(condition -> "Unschedulable".equals(condition.getReason()))
                .map(PodCondition::getMessage)
                .map(message ->
                        CLAIM.matcher(message).find() && !evidence.claims().isEmpty()
                                ? new PodTrouble.ClaimsPending(evidence.claims(), true)
                                : new PodTrouble.Unschedulable(message));
    }

    /** Returns the claims that a pod without a Kubernetes node waits for. */
    Optional<PodTrouble> claims() {
        List<PendingClaim> claims = evidence.claims();
        return pod.kubernetesNode().isEmpty() && !claims.isEmpty()
                ? Elapsed.between(pod.created(), now).map(_ -> new PodTrouble.ClaimsPending(claims, false))
                : Optional.empty();
    }

    /** Returns the init container that has not ended, or the sidecar that has not started; later ones wait for it. */
    Optional<PodTrouble> initContainer() {
        return pod.pod().getStatus().getInitContainerStatuses().stream()
                .filter(status -> !isDone(status))
                .findFirst()
                .flatMap(status -> PodView.runsSince(status)
                        .flatMap(start -> Elapsed.between(start, now))
                        .map(elapsed -> new PodTrouble.WaitsForInitContainer(
                                status.getName(), pod.isSidecar(status.getName()), elapsed)));
    }

    /** Returns what the kubelet waits for before it creates the containers. */
    Optional<PodTrouble> creation() {
        boolean isWaiting = pod.statuses().anyMatch(Startup::isCreating);
        Instant since = pod.since(pod.isTrue("Initialized") ? "Initialized" : "PodScheduled")
                .orElse(pod.created());
        return pod.kubernetesNode().isPresent() && isWaiting
                ? Elapsed.between(since, now).map(elapsed -> new PodTrouble.ContainersNotCreated(elapsed, why()))
                : Optional.empty();
    }

    /** Returns the Kubernetes node whose kubelet has not reported about the pod since the pod was scheduled. */
    Optional<PodTrouble> kubernetesNode() {
        return pod.statuses().findAny().isPresent()
                ? Optional.empty()
                : pod.kubernetesNode()
                        .filter(_ -> Elapsed.between(pod.since("PodScheduled").orElse(pod.created()), now)
                                .isPresent())
                        .map(PodTrouble.KubernetesNodeSilent::new);
    }

    private boolean isDone(ContainerStatus status) {
        return pod.isSidecar(status.getName())
                ? Boolean.TRUE.equals(status.getStarted())
                : PodView.ended(status)
                        .map(ContainerStateTerminated::getExitCode)
                        .filter(code -> code == 0)
                        .isPresent();
    }

    private static boolean isCreating(ContainerStatus status) {
        return status.getState() != null
                && status.getState().getWaiting() != null
                && CREATING.contains(status.getState().getWaiting().getReason());
    }

    private Optional<String> why() {
        return evidence.warnings().stream()
                .filter(warning -> NOT_CREATED.contains(warning.reason()))
                .max(PodWarning.BY_TIME)
                .map(warning -> warning.reason() + ": " + warning.note())
                .map(text -> ShortText.of(text, MAX_LENGTH));
    }
}
