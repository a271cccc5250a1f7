package dev.beamcluster.operator.reconcile.pods;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodReadinessGate;

import dev.beamcluster.operator.observed.Elapsed;
import dev.beamcluster.operator.observed.PodTrouble;

/** Why a pod whose containers run is not ready. */
record Readiness(PodView pod, PodEvidence evidence, Instant now) {

    /** Returns the probe of a running container that has not succeeded. */
    Optional<PodTrouble> probe() {
        return pod.statuses()
                .filter(status -> !Boolean.TRUE.equals(status.getReady()))
                .flatMap(status -> probe(status).stream())
                .findFirst();
    }

    /**
     * Returns the Kubernetes node if it no longer reports: the node lifecycle controller then changes the condition Ready and
     * nothing else (Kubernetes, {@code pkg/controller/util/node}), whereas a kubelet changes both conditions.
     */
    Optional<PodTrouble> kubernetesNode() {
        return gates().isEmpty() && isUnreadyDespiteItsContainers()
                ? pod.kubernetesNode().map(PodTrouble.KubernetesNodeSilent::new)
                : Optional.empty();
    }

    /** Returns the readiness gates that nobody has opened. */
    Optional<PodTrouble> readinessGates() {
        List<String> gates = gates();
        return !gates.isEmpty() && isUnreadyDespiteItsContainers()
                ? Elapsed.between(pod.readyChanged(), now)
                        .map(elapsed -> new PodTrouble.ReadinessGatesClosed(gates, elapsed))
                : Optional.empty();
    }

    private Optional<PodTrouble> probe(ContainerStatus status) {
        Optional<Instant> since =
                PodView.runsSince(status).map(start -> start.isAfter(pod.readyChanged()) ? start : pod.readyChanged());
        return since.flatMap(start -> Elapsed.between(start, now))
                .flatMap(elapsed -> pod.container(status.getName())
                        .flatMap(spec -> new ProbeReport(spec, evidence.warnings()).unready(status))
                        .map(probe -> new PodTrouble.ProbeFails(probe, elapsed)));
    }

    private boolean isUnreadyDespiteItsContainers() {
        return pod.isTrue("ContainersReady") && !pod.isTrue("Ready");
    }

    private List<String> gates() {
        return pod.pod().getSpec() == null
                ? List.of()
                : pod.pod().getSpec().getReadinessGates().stream()
                        .map(PodReadinessGate::getConditionType)
                        .filter(type -> !pod.isTrue(type))
                        .toList();
    }
}
