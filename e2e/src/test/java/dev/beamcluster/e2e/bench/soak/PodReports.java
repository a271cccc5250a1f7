package dev.beamcluster.e2e.bench.soak;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;

/**
 * What a kubelet reports of a pod while its containers start, run and end.
 *
 * @param pod as bound to the Kubernetes node
 * @param since when its sandbox started
 */
record PodReports(Pod pod, String address, Instant since) {

    /** Exit code of a process that was ended by SIGKILL. */
    private static final int KILLED = 137;

    /**
     * One run of the containers.
     *
     * @param restarts 0 for the first run
     * @param before how the run before ended; empty for the first run
     */
    record Run(int restarts, Instant started, ContainerState before) {

        static Run first(Instant started) {
            return new Run(0, started, new ContainerState());
        }

        /** The run that follows if this one was killed. */
        Run next(Instant killed, Instant restarted) {
            return new Run(restarts + 1, restarted, killed(killed));
        }

        private ContainerState running() {
            return new ContainerStateBuilder()
                    .withNewRunning()
                    .withStartedAt(text(started))
                    .endRunning()
                    .build();
        }

        private ContainerState killed(Instant at) {
            return new ContainerStateBuilder()
                    .withNewTerminated()
                    .withExitCode(KILLED)
                    .withReason("Error")
                    .withStartedAt(text(started))
                    .withFinishedAt(text(at))
                    .endTerminated()
                    .build();
        }
    }

    /** The containers run, and no probe has succeeded yet. */
    Pod starting(Run run) {
        return report(run, run.running(), false, run.started());
    }

    Pod ready(Run run, Instant now) {
        return report(run, run.running(), true, now);
    }

    /** The containers were killed. */
    Pod killed(Run run, Instant now) {
        return report(run, run.killed(now), false, now);
    }

    private Pod report(Run run, ContainerState state, boolean isReady, Instant changed) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .withUid(pod.getMetadata().getUid())
                .endMetadata()
                .withStatus(new PodStatusBuilder()
                        .withPhase("Running")
                        .withHostIP(SimulatedKubernetesNode.ADDRESS)
                        .withPodIP(address)
                        .withPodIPs(new PodIP(address))
                        .withStartTime(text(since))
                        .withConditions(conditions(isReady, changed))
                        .withInitContainerStatuses(initContainers())
                        .withContainerStatuses(containers(run, state, isReady))
                        .build())
                .build();
    }

    private List<PodCondition> conditions(boolean isReady, Instant changed) {
        return List.of(
                condition("PodReadyToStartContainers", true, since),
                condition("Initialized", true, since),
                condition("ContainersReady", isReady, changed),
                condition("Ready", isReady, changed));
    }

    private static PodCondition condition(String type, boolean isTrue, Instant changed) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(isTrue ? "True" : "False")
                .withLastTransitionTime(text(changed))
                .build();
    }

    private List<ContainerStatus> initContainers() {
        var completed = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(0)
                .withReason("Completed")
                .withStartedAt(text(since))
                .withFinishedAt(text(since))
                .endTerminated()
                .build();
        return pod.getSpec().getInitContainers().stream()
                .map(container -> of(container)
                        .withState(completed)
                        .withReady(true)
                        .withStarted(false)
                        .build())
                .toList();
    }

    private List<ContainerStatus> containers(Run run, ContainerState state, boolean isReady) {
        return pod.getSpec().getContainers().stream()
                .map(container -> of(container)
                        .withRestartCount(run.restarts())
                        .withState(state)
                        .withLastState(run.before())
                        .withReady(isReady)
                        .withStarted(isReady)
                        .build())
                .toList();
    }

    private ContainerStatusBuilder of(Container container) {
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withContainerID("simulated://" + pod.getMetadata().getUid() + "/" + container.getName())
                .withImage(container.getImage())
                .withImageID("simulated@" + container.getImage())
                .withRestartCount(0);
    }

    /** Kubernetes has times in seconds. */
    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
