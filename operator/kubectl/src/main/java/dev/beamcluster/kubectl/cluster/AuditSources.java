package dev.beamcluster.kubectl.cluster;

import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.TailPrettyLoggable;

import dev.beamcluster.kubectl.audit.AuditLog;
import dev.beamcluster.kubectl.audit.OperatorLogs;
import dev.beamcluster.kubectl.view.Asked;

/** Reads the logs that have the audit trail, as far as the person may. */
public final class AuditSources {

    private static final String LABEL = "app.kubernetes.io/name";
    private static final String OPERATOR = "beamcluster-operator";

    private final KubernetesClient client;
    private final Bound bound;

    /**
     * How much of a log is read, from its end.
     *
     * @param lines of the log of a container, at most
     * @param bytes of a file, at most
     */
    public record Bound(int lines, long bytes) {

        /** All of it. */
        public static final Bound NONE = new Bound(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    public AuditSources(KubernetesClient client, Bound bound) {
        this.client = client;
        this.bound = bound;
    }

    /** Returns the logs of the operator's pods in a namespace, each with that of the container before the present one. */
    public OperatorLogs operator(String namespace) {
        Asked<List<Pod>> pods = ClusterReader.asked(() -> client.pods()
                .inNamespace(namespace)
                .withLabel(LABEL, OPERATOR)
                .list()
                .getItems());
        var logs = new ArrayList<AuditLog>();
        var missing = new ArrayList<String>();
        pods.why().ifPresent(why -> missing.add("operator: " + why));
        if (pods.value().filter(List::isEmpty).isPresent()) {
            missing.add("operator: it has no pod in the namespace " + namespace);
        }
        pods.value().orElse(List.of()).forEach(pod -> read(pod, logs, missing));
        return new OperatorLogs(logs, missing);
    }

    private void read(Pod pod, List<AuditLog> logs, List<String> missing) {
        String name = pod.getMetadata().getName();
        PodResource resource =
                client.pods().inNamespace(pod.getMetadata().getNamespace()).withName(name);
        var lines = new ArrayList<String>();
        boolean isCut = false;
        if (hasRestarted(pod)) {
            Asked<List<String>> former = lines(resource.terminated());
            former.value().ifPresent(lines::addAll);
            isCut = isFull(former);
            former.why()
                    .ifPresent(why ->
                            missing.add("operator: the container before the present one of " + name + ": " + why));
        }
        Asked<List<String>> present = lines(resource.withReadyWaitTimeout(0));
        present.value().ifPresent(lines::addAll);
        present.why().ifPresent(why -> missing.add("operator: " + name + ": " + why));
        if (!lines.isEmpty()) {
            logs.add(new AuditLog(name, lines, isCut || isFull(present)));
        }
    }

    private Asked<List<String>> lines(TailPrettyLoggable log) {
        return ClusterReader.asked(() -> {
            String text = bound.lines() == Integer.MAX_VALUE
                    ? log.getLog()
                    : log.tailingLines(bound.lines()).getLog();
            return text.lines().toList();
        });
    }

    private boolean isFull(Asked<List<String>> lines) {
        return lines.value().filter(all -> all.size() >= bound.lines()).isPresent();
    }

    private static boolean hasRestarted(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getContainerStatuses().stream().anyMatch(status -> status.getRestartCount() > 0);
    }

    /**
     * Asks the kubelet of a Kubernetes node for a log.
     *
     * @param path the file below {@code /var/log}
     */
    public Asked<AuditLog> nodeLog(String node, String path) {
        return new KubeletLog(client, node, path).read(bound.bytes());
    }
}
