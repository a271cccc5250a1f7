package dev.beamcluster.kubectl.cluster;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.WellKnown;
import dev.beamcluster.kubectl.view.Asked;

/** Reads what a report needs, as far as the person may. */
public final class ReportReader {

    private static final int LINES = 5000;

    private static final ResourceDefinitionContext BEAM_CLUSTER =
            kind("beamcluster.dev", "v1alpha1", "BeamCluster", "beamclusters");
    private static final ResourceDefinitionContext NETWORK_POLICY =
            kind("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies");
    private static final ResourceDefinitionContext EVENT = kind("", "v1", "Event", "events");
    private static final ResourceDefinitionContext DEPLOYMENT = kind("apps", "v1", "Deployment", "deployments");

    /** Those that have the label of the BeamCluster. */
    private static final List<ResourceDefinitionContext> OWN = List.of(
            kind("", "v1", "Pod", "pods"),
            kind("apps", "v1", "StatefulSet", "statefulsets"),
            kind("", "v1", "Service", "services"),
            kind("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims"),
            kind("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets"),
            kind("batch", "v1", "Job", "jobs"));

    private final KubernetesClient client;
    private final String namespace;
    private final BeamCluster cluster;

    private static ResourceDefinitionContext kind(String group, String version, String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    public ReportReader(KubernetesClient client, String namespace, BeamCluster cluster) {
        this.client = client;
        this.namespace = namespace;
        this.cluster = cluster;
    }

    /** Returns the objects of the BeamCluster, as the API server sends them, by the names of their files. */
    public Map<String, Asked<?>> objects() {
        String name = cluster.getMetadata().getName();
        var objects = new LinkedHashMap<String, Asked<?>>();
        objects.put("beamcluster.yaml", beamCluster(name));
        OWN.forEach(kind -> objects.put(kind.getPlural() + ".yaml", ClusterReader.asked(() -> own(kind, name))));
        // Any policy of the namespace may keep nodes apart.
        objects.put("networkpolicies.yaml", ClusterReader.asked(() -> items(all(NETWORK_POLICY))));
        objects.put("events.yaml", ClusterReader.asked(() -> events(name)));
        objects.put("operator.yaml", ClusterReader.asked(this::operators));
        return objects;
    }

    private Asked<GenericKubernetesResource> beamCluster(String name) {
        return ClusterReader.asked(() -> all(BEAM_CLUSTER).withName(name).require());
    }

    private NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            all(ResourceDefinitionContext kind) {
        return client.genericKubernetesResources(kind).inNamespace(namespace);
    }

    private List<GenericKubernetesResource> own(ResourceDefinitionContext kind, String name) {
        return items(all(kind).withLabel(WellKnown.CLUSTER_LABEL, name));
    }

    private List<GenericKubernetesResource> events(String name) {
        return items(all(EVENT)).stream()
                .filter(event -> event.get("involvedObject", "name") instanceof String object && isOurs(object, name))
                .toList();
    }

    private List<GenericKubernetesResource> operators() {
        return items(client.genericKubernetesResources(DEPLOYMENT)
                .inAnyNamespace()
                .withLabel("app.kubernetes.io/name", "beamcluster-operator"));
    }

    private static List<GenericKubernetesResource> items(Listable<GenericKubernetesResourceList> objects) {
        return objects.list().getItems();
    }

    private static boolean isOurs(String object, String name) {
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
