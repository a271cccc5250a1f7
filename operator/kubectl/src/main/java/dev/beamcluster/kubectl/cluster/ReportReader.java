package dev.beamcluster.kubectl.cluster;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.WellKnown;
import dev.beamcluster.kubectl.view.Asked;

/** Reads what a report needs, as far as the person may. */
public final class ReportReader {

    private static final int LINES = 5000;

    private final KubernetesClient client;
    private final String namespace;
    private final BeamCluster cluster;

    public ReportReader(KubernetesClient client, String namespace, BeamCluster cluster) {
        this.client = client;
        this.namespace = namespace;
        this.cluster = cluster;
    }

    /** Returns the objects of the BeamCluster by the names of their files. */
    public Map<String, Asked<?>> objects() {
        String name = cluster.getMetadata().getName();
        var files = new LinkedHashMap<String, Supplier<Object>>();
        files.put("pods.yaml", () -> new ClusterReader(client, namespace).pods(name));
        files.put(
                "statefulsets.yaml",
                () -> client.apps()
                        .statefulSets()
                        .inNamespace(namespace)
                        .withLabel(WellKnown.CLUSTER_LABEL, name)
                        .list()
                        .getItems());
        files.put(
                "services.yaml",
                () -> client.services()
                        .inNamespace(namespace)
                        .withLabel(WellKnown.CLUSTER_LABEL, name)
                        .list()
                        .getItems());
        files.put(
                "persistentvolumeclaims.yaml",
                () -> client.persistentVolumeClaims()
                        .inNamespace(namespace)
                        .withLabel(WellKnown.CLUSTER_LABEL, name)
                        .list()
                        .getItems());
        files.put(
                "networkpolicies.yaml",
                () -> client.network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(namespace)
                        .list()
                        .getItems());
        files.put(
                "poddisruptionbudgets.yaml",
                () -> client.policy()
                        .v1()
                        .podDisruptionBudget()
                        .inNamespace(namespace)
                        .withLabel(WellKnown.CLUSTER_LABEL, name)
                        .list()
                        .getItems());
        files.put(
                "jobs.yaml",
                () -> client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(namespace)
                        .withLabel(WellKnown.CLUSTER_LABEL, name)
                        .list()
                        .getItems());
        files.put(
                "events.yaml",
                () -> client.v1().events().inNamespace(namespace).list().getItems().stream()
                        .filter(event -> isOurs(event.getInvolvedObject().getName()))
                        .toList());
        files.put(
                "operator.yaml",
                () -> client.apps()
                        .deployments()
                        .inAnyNamespace()
                        .withLabel("app.kubernetes.io/name", "beamcluster-operator")
                        .list()
                        .getItems());
        var objects = new LinkedHashMap<String, Asked<?>>();
        files.forEach((file, question) -> objects.put(file, ClusterReader.asked(question)));
        return objects;
    }

    private boolean isOurs(String object) {
        String name = cluster.getMetadata().getName();
        return object.equals(name) || object.startsWith(name + "-") || object.endsWith("-" + name);
    }

    /** Returns the logs of the nodes and of the containers before them, by the names of their files. */
    public Map<String, Asked<String>> logs() {
        String name = cluster.getMetadata().getName();
        List<Pod> pods = ClusterReader.asked(() -> new ClusterReader(client, namespace).pods(name))
                .value()
                .orElse(List.of());
        var logs = new LinkedHashMap<String, Asked<String>>();
        for (Pod pod : pods) {
            String of = pod.getMetadata().getName();
            logs.put("logs/" + of + ".log", ClusterReader.asked(() -> log(of, false)));
            boolean isRestarted = pod.getStatus() != null
                    && pod.getStatus().getContainerStatuses().stream()
                            .anyMatch(status -> status.getRestartCount() != null && status.getRestartCount() > 0);
            if (isRestarted) {
                logs.put("logs/" + of + ".previous.log", ClusterReader.asked(() -> log(of, true)));
            }
        }
        return logs;
    }

    private String log(String pod, boolean isPrevious) {
        var container = client.pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(WellKnown.NODE_CONTAINER)
                .withReadyWaitTimeout(0)
                .usingTimestamps();
        return isPrevious
                ? container.terminated().tailingLines(LINES).getLog()
                : container.tailingLines(LINES).getLog();
    }

    /**
     * Returns the values that must not be in a report although a log may contain them: the cookie, and what the pods take from
     * Secrets, as far as the person may read them.
     */
    public List<String> secrets() {
        var names = new ArrayList<String>();
        var source = cluster.getSpec().cookie();
        names.add(
                source != null && source.secretRef() != null
                        ? source.secretRef().name()
                        : WellKnown.cookieSecret(cluster.getMetadata().getName()));
        Objects.requireNonNullElse(cluster.getSpec().env(), List.<EnvVar>of()).stream()
                .filter(variable -> variable.getValueFrom() != null
                        && variable.getValueFrom().getSecretKeyRef() != null)
                .forEach(variable ->
                        names.add(variable.getValueFrom().getSecretKeyRef().getName()));
        return names.stream().distinct().flatMap(this::values).toList();
    }

    private Stream<String> values(String name) {
        Asked<Stream<String>> values = ClusterReader.asked(() -> {
            Secret secret =
                    client.secrets().inNamespace(namespace).withName(name).get();
            return secret == null || secret.getData() == null
                    ? Stream.of()
                    : secret.getData().values().stream()
                            .map(encoded ->
                                    new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1));
        });
        return values.value().orElse(Stream.of());
    }
}
