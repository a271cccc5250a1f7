package dev.beamcluster.kubectl.page;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.WellKnown;
import dev.beamcluster.kubectl.view.Pods;

/**
 * The pod of a node.
 *
 * @param phase in one word, as {@code kubectl beam status} prints it
 * @param restarts how often its container was restarted; null if that is not known
 * @param kubernetesNode where it runs; null if it is not scheduled
 * @param created in RFC 3339 format
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodFacts(
        String pod,
        String phase,
        @Nullable Integer restarts,
        @Nullable String kubernetesNode,
        @Nullable String address,
        @Nullable String image,
        @Nullable String created) {

    static PodFacts of(Pod pod) {
        return new PodFacts(
                pod.getMetadata().getName(),
                Pods.phase(pod),
                Pods.container(pod).map(ContainerStatus::getRestartCount).orElse(null),
                pod.getSpec().getNodeName(),
                pod.getStatus() == null ? null : pod.getStatus().getPodIP(),
                image(pod).orElse(null),
                pod.getMetadata().getCreationTimestamp());
    }

    private static Optional<String> image(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .filter(container -> WellKnown.NODE_CONTAINER.equals(container.getName()))
                .map(container -> container.getImage())
                .findFirst();
    }
}
