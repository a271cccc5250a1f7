package dev.beamcluster.operator.reconcile.pods;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.desired.SchedulerFlags;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.observed.PodNote;
import dev.beamcluster.operator.observed.PodTrouble;

/**
 * Extracts the relevant facts from a pod. It omits Kubernetes messages that contain a counter, and rounds times, since both would
 * change the status on every reconcile.
 */
public final class PodObservation {

    /** The label with the revision from which a pod was created (Kubernetes, StatefulSet). */
    private static final String REVISION_LABEL = "controller-revision-hash";

    private final PodView pod;
    private final PodEvidence evidence;
    private final ContainerEnds ends;
    private final Instant now;

    private PodObservation(PodView pod, PodEvidence evidence, Instant now) {
        this.pod = pod;
        this.evidence = evidence;
        this.ends = new ContainerEnds(pod, evidence);
        this.now = now;
    }

    /**
     * Returns the facts of a pod.
     *
     * @param evidence what is known in addition
     */
    public static PodFacts of(Pod pod, PodEvidence evidence, Instant now) {
        return new PodObservation(new PodView(pod), evidence, now).facts();
    }

    private PodFacts facts() {
        return new PodFacts(
                pod.name(),
                pod.pod().getMetadata().getUid(),
                Optional.ofNullable(pod.pod().getMetadata().getLabels().get(REVISION_LABEL)),
                Optional.ofNullable(pod.pod().getStatus().getPodIP()).filter(address -> !address.isEmpty()),
                pod.node().flatMap(PodView::runsSince),
                pod.isTrue("Ready"),
                pod.isDeleting(),
                trouble(),
                notes(),
                new PodHistory(pod, ends).history());
    }

    /** Returns the first trouble, in the order in which they keep a pod: what comes first causes the others. */
    private Optional<PodTrouble> trouble() {
        var containers = new ContainerTroubles(pod, ends, now);
        var startup = new Startup(pod, evidence, now);
        var readiness = new Readiness(pod, evidence, now);
        Stream<Supplier<Optional<PodTrouble>>> ifRunnable = pod.isDeleting() || pod.isTrue("Ready")
                ? Stream.of()
                : Stream.of(
                        containers::restart,
                        startup::claims,
                        startup::kubernetesNode,
                        startup::initContainer,
                        startup::creation,
                        readiness::kubernetesNode,
                        readiness::readinessGates,
                        readiness::probe);
        return Stream.concat(
                        Stream.<Supplier<Optional<PodTrouble>>>of(
                                () -> Termination.trouble(pod, now), containers::failure, startup::unschedulable),
                        ifRunnable)
                .flatMap(trouble -> trouble.get().stream())
                .findFirst();
    }

    private List<PodNote> notes() {
        Stream<PodNote> restarts = pod.statuses()
                .filter(status -> status.getRestartCount() > 0)
                .flatMap(status -> ends.last(status).stream())
                .map(PodNote.Restarted::new);
        return Stream.concat(restarts, unexpectedCpuLimit().stream()).toList();
    }

    /** Returns the CPU limit of a node that was not started with the flags for one: neither the spec nor the template has it. */
    private Optional<PodNote> unexpectedCpuLimit() {
        return pod.container(Naming.NODE_CONTAINER)
                .filter(container -> container.getEnv().stream()
                        .noneMatch(variable -> variable.getValue() != null
                                && variable.getValue().contains(SchedulerFlags.BUSY_WAIT)))
                .map(Container::getResources)
                .flatMap(resources -> Optional.ofNullable(resources.getLimits()))
                .flatMap(limits -> Optional.ofNullable(limits.get("cpu")))
                .map(limit -> new PodNote.CpuLimitFromElsewhere(limit.toString()));
    }
}
