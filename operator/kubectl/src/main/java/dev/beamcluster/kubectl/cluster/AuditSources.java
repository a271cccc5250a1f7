package dev.beamcluster.kubectl.cluster;

import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;

import dev.beamcluster.kubectl.view.Asked;

/** Reads the logs that have the audit trail, as far as the person may. */
public final class AuditSources {

    private static final String LABEL = "app.kubernetes.io/name";
    private static final String OPERATOR = "beamcluster-operator";

    private final KubernetesClient client;

    /**
     * The log of one pod.
     *
     * @param pod its name
     */
    public record Log(String pod, List<String> lines) {}

    /**
     * The logs of the operator.
     *
     * @param missing why a log is missing, in one line for each
     */
    public record Logs(List<Log> logs, List<String> missing) {}

    public AuditSources(KubernetesClient client) {
        this.client = client;
    }

    /** Returns the logs of the operator's pods in a namespace, each with that of the container before the present one. */
    public Logs operator(String namespace) {
        Asked<List<Pod>> pods = ClusterReader.asked(() -> client.pods()
                .inNamespace(namespace)
                .withLabel(LABEL, OPERATOR)
                .list()
                .getItems());
        var logs = new ArrayList<Log>();
        var missing = new ArrayList<String>();
        pods.why().ifPresent(why -> missing.add("operator: " + why));
        if (pods.value().filter(List::isEmpty).isPresent()) {
            missing.add("operator: it has no pod in the namespace " + namespace);
        }
        pods.value().orElse(List.of()).forEach(pod -> read(pod, logs, missing));
        return new Logs(logs, missing);
    }

    private void read(Pod pod, List<Log> logs, List<String> missing) {
        String name = pod.getMetadata().getName();
        PodResource resource =
                client.pods().inNamespace(pod.getMetadata().getNamespace()).withName(name);
        var lines = new ArrayList<String>();
        if (hasRestarted(pod)) {
            Asked<String> former =
                    ClusterReader.asked(() -> resource.terminated().getLog());
            former.value().ifPresent(log -> lines.addAll(log.lines().toList()));
            former.why()
                    .ifPresent(why ->
                            missing.add("operator: the container before the present one of " + name + ": " + why));
        }
        Asked<String> present =
                ClusterReader.asked(() -> resource.withReadyWaitTimeout(0).getLog());
        present.value().ifPresent(log -> lines.addAll(log.lines().toList()));
        present.why().ifPresent(why -> missing.add("operator: " + name + ": " + why));
        if (!lines.isEmpty()) {
            logs.add(new Log(name, lines));
        }
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
    public Asked<List<String>> nodeLog(String node, String path) {
        Asked<String> text = ClusterReader.asked(() -> client.raw("/api/v1/nodes/" + node + "/proxy/logs/" + path));
        return switch (text) {
            case Asked.Got<String>(String log)
            when log != null -> new Asked.Got<>(log.lines().toList());
            case Asked.Got<String> _ -> new Asked.Unanswered<>("there is no /var/log/" + path + " on " + node);
            case Asked.Unanswered<String>(String why) -> new Asked.Unanswered<>(why);
        };
    }
}
