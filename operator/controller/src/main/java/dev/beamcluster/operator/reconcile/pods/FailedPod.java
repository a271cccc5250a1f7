package dev.beamcluster.operator.reconcile.pods;

import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.operator.observed.ContainerEnd;

/**
 * A pod that is not started again after one of its containers failed.
 *
 * @param end how that container ended
 * @param message what the kubelet kept of its output; empty if it kept nothing
 */
public record FailedPod(ContainerEnd end, String message) {

    /** Returns the first container that failed; empty if none did. */
    public static Optional<FailedPod> of(Pod pod) {
        var view = new PodView(pod);
        var ends = new ContainerEnds(view, PodEvidence.NONE);
        return view.statuses()
                .filter(status -> !view.isSidecar(status.getName()))
                .flatMap(status -> of(status, ends).stream())
                .findFirst();
    }

    private static Optional<FailedPod> of(ContainerStatus status, ContainerEnds ends) {
        return PodView.ended(status)
                .filter(ended -> ended.getExitCode() != 0)
                .flatMap(ended -> ends.last(status)
                        .map(end -> new FailedPod(end, Objects.requireNonNullElse(ended.getMessage(), ""))));
    }
}
