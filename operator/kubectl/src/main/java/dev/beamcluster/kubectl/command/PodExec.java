package dev.beamcluster.kubectl.command;

import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.WellKnown;
import dev.beamcluster.kubectl.cluster.Unreadable;

/** Command lines of {@code kubectl exec}, which knows terminals better than a library does. */
final class PodExec {

    private PodExec() {}

    /**
     * Returns a pod of the BeamCluster.
     *
     * @param pod its name; null for the first one that is ready, or the first of all
     * @throws Unreadable if there is none
     */
    static String choose(List<Pod> pods, @Nullable String pod) {
        return pods.stream()
                .filter(each -> pod == null
                        ? pods.stream().noneMatch(PodExec::isReady) || isReady(each)
                        : each.getMetadata().getName().equals(pod))
                .map(each -> each.getMetadata().getName())
                .findFirst()
                .orElseThrow(
                        () -> new Unreadable(pod == null ? "there is no pod" : "there is no pod " + pod + " in it"));
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    static List<String> line(
            ConnectionOptions connection, String namespace, String pod, boolean isInteractive, List<String> command) {
        var line = new ArrayList<>(List.of("kubectl", "exec"));
        line.addAll(connection.forKubectl(namespace));
        line.addAll(isInteractive ? List.of("--stdin", "--tty") : List.of());
        line.addAll(List.of(pod, "--container", WellKnown.NODE_CONTAINER, "--"));
        line.addAll(command);
        return line;
    }
}
