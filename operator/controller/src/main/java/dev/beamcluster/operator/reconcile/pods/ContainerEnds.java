package dev.beamcluster.operator.reconcile.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;

import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.ContainerEnd.How;
import dev.beamcluster.operator.observed.FailedProbe;

/** How the containers of a pod ended last. */
record ContainerEnds(PodView pod, PodEvidence evidence) {

    /** A start command that leaves the VM in the background has ended by then. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    /** The exit codes of a container that was asked to stop: a clean shutdown, or one by SIGTERM, or by SIGKILL after that. */
    private static final Set<Integer> STOPPED = Set.of(0, 128 + 15, 128 + 9);

    /** The reasons of the runtime for a command that it could not run ({@code exec} failed). */
    private static final Set<String> NOT_STARTED = Set.of("StartError", "ContainerCannotRun");

    /** The reasons of a kubelet that did not see how the container ended. */
    private static final Set<String> LOST = Set.of("ContainerStatusUnknown", "Unknown");

    /** A command that a signal ends has 128 and the number of the signal as its exit code (POSIX shells, container runtimes). */
    private static final int SIGNAL = 128;

    private static final int LAST_SIGNAL = 64;

    /** Returns how the container ended last; empty if it never did, or has succeeded as an init container. */
    Optional<ContainerEnd> last(ContainerStatus status) {
        boolean isInit = pod.isInitContainer(status.getName()) && !pod.isSidecar(status.getName());
        return PodView.ended(status)
                .or(() -> PodView.endedBefore(status))
                .filter(ended -> !isInit || ended.getExitCode() != 0)
                .map(ended -> new ContainerEnd(
                        status.getName(), ended.getExitCode(), status.getRestartCount(), how(status.getName(), ended)));
    }

    private How how(String container, ContainerStateTerminated ended) {
        String reason = Objects.requireNonNullElse(ended.getReason(), "");
        if (reason.equals("OOMKilled")) {
            return new How.OutOfMemory(memoryLimit(container), container.equals(Naming.NODE_CONTAINER));
        }
        if (NOT_STARTED.contains(reason)) {
            return new How.CommandNotStarted(RuntimeErrors.shortened(ended.getMessage()));
        }
        return LOST.contains(reason)
                ? new How.Lost()
                : stoppedForProbe(container, ended)
                        .<How>map(How.StoppedForProbe::new)
                        .orElseGet(() -> byExitCode(container, ended));
    }

    private static How byExitCode(String container, ContainerStateTerminated ended) {
        int code = ended.getExitCode();
        if (code == 0) {
            boolean isNode = container.equals(Naming.NODE_CONTAINER);
            return isNode && lived(ended).compareTo(AT_ONCE) <= 0 ? new How.EndedAtOnce() : new How.Completed();
        }
        return code > SIGNAL && code <= SIGNAL + LAST_SIGNAL ? new How.Signalled(code - SIGNAL) : new How.Failed();
    }

    /**
     * Returns the probe that made the kubelet stop the container: an Event says that it failed in the container's life, which was
     * long enough for that, and the container ended as one that is asked to. A VM that is asked to stop ends with exit code 0.
     */
    private Optional<FailedProbe> stoppedForProbe(String container, ContainerStateTerminated ended) {
        Optional<Container> spec = pod.container(container);
        if (spec.isEmpty() || !STOPPED.contains(ended.getExitCode())) {
            return Optional.empty();
        }
        var probes = new ProbeReport(spec.get(), evidence.warnings());
        Instant started = PodView.time(ended.getStartedAt()).orElse(Instant.EPOCH);
        return probes.fatal(warning -> !warning.at().isBefore(started))
                .filter(probe -> lived(ended).toSeconds() >= probes.patience(probe.kind()));
    }

    /** Returns how long the container had run when it ended last; zero if the kubelet does not know. */
    static Duration lastLife(ContainerStatus status) {
        return PodView.ended(status)
                .or(() -> PodView.endedBefore(status))
                .map(ContainerEnds::lived)
                .orElse(Duration.ZERO);
    }

    private static Duration lived(ContainerStateTerminated ended) {
        return PodView.time(ended.getStartedAt())
                .flatMap(start -> PodView.time(ended.getFinishedAt()).map(end -> Duration.between(start, end)))
                .orElse(Duration.ZERO);
    }

    private Optional<String> memoryLimit(String container) {
        return pod.container(container)
                .flatMap(spec -> Optional.ofNullable(spec.getResources()))
                .flatMap(resources -> Optional.ofNullable(resources.getLimits()))
                .flatMap(limits -> Optional.ofNullable(limits.get("memory")))
                .map(Object::toString);
    }
}
