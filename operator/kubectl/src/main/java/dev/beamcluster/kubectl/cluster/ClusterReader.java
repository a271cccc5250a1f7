package dev.beamcluster.kubectl.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Distribution;
import dev.beamcluster.api.v1alpha1.WellKnown;
import dev.beamcluster.kubectl.view.Asked;
import dev.beamcluster.kubectl.view.CertificateDates;
import dev.beamcluster.kubectl.view.ClusterFacts;
import dev.beamcluster.kubectl.view.EventTimes;

/**
 * Reads what there is to know about BeamClusters. It asks one question after the other, over one connection: another handshake costs
 * a JVM that has just started more time than the answers take.
 */
public final class ClusterReader {

    private static final String ZONE = "topology.kubernetes.io/zone";

    private final KubernetesClient client;
    private final String namespace;

    public ClusterReader(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * Returns a BeamCluster.
     *
     * @throws Unreadable if there is none of that name, or it cannot be read
     */
    public BeamCluster get(String name) {
        try {
            BeamCluster found = client.resources(BeamCluster.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .get();
            if (found == null) {
                throw new Unreadable("there is no BeamCluster %s in the namespace %s".formatted(name, namespace));
            }
            return found;
        } catch (KubernetesClientException e) {
            throw Unreadable.because(e);
        }
    }

    /**
     * Returns the BeamClusters of the namespace, or of all.
     *
     * @throws Unreadable if they cannot be read
     */
    public List<BeamCluster> list(boolean isEverywhere) {
        try {
            var all = client.resources(BeamCluster.class);
            return isEverywhere
                    ? all.inAnyNamespace().list().getItems()
                    : all.inNamespace(namespace).list().getItems();
        } catch (KubernetesClientException e) {
            throw e.getCode() == 404
                    ? new Unreadable("the API server does not know BeamClusters: install the operator, see kubectl beam"
                            + " install")
                    : Unreadable.because(e);
        }
    }

    /**
     * Returns everything about one BeamCluster.
     *
     * @throws Unreadable if there is none of that name, or it cannot be read; all else may be missing
     */
    public ClusterFacts facts(String name) {
        BeamCluster cluster = get(name);
        boolean hasDisks = cluster.getSpec().storage() != null;
        return new ClusterFacts(
                cluster,
                asked(() -> pods(name)),
                hasDisks ? asked(() -> claims(name)) : new Asked.Got<>(List.of()),
                asked(() -> events(name)),
                asked(() -> certificates(cluster.getSpec().distribution())));
    }

    /** Returns the pods of the nodes, in ordinal order. */
    public List<Pod> pods(String name) {
        return client.pods().inNamespace(namespace).withLabel(WellKnown.CLUSTER_LABEL, name).list().getItems().stream()
                .sorted(PodOrder.BY_ORDINAL)
                .toList();
    }

    /**
     * Returns pods by their labels, in the order of their names.
     *
     * @throws Unreadable if they cannot be read
     */
    public List<Pod> selected(String labels) {
        try {
            return client.pods().inNamespace(namespace).withLabelSelector(labels).list().getItems().stream()
                    .sorted(PodOrder.BY_ORDINAL)
                    .toList();
        } catch (KubernetesClientException e) {
            throw Unreadable.because(e);
        }
    }

    /** Returns the events about a BeamCluster, oldest first. */
    public List<Event> events(String name) {
        return EventTimes.sorted(client.v1()
                .events()
                .inNamespace(namespace)
                .withField("involvedObject.kind", "BeamCluster")
                .withField("involvedObject.name", name)
                .list()
                .getItems());
    }

    /** Returns the revision that the StatefulSet of a BeamCluster rolls out; empty if there is none. */
    public Optional<String> revision(String name) {
        return client
                .apps()
                .statefulSets()
                .inNamespace(namespace)
                .withLabel(WellKnown.CLUSTER_LABEL, name)
                .list()
                .getItems()
                .stream()
                .flatMap(set -> Optional.ofNullable(set.getStatus()).stream())
                .flatMap(status -> Optional.ofNullable(status.getUpdateRevision()).stream())
                .findFirst();
    }

    /**
     * Returns the zones of Kubernetes nodes, by their names.
     *
     * @param kubernetesNodes which ones
     * @return without those that have no zone, or are gone
     */
    public Map<String, String> zones(Collection<String> kubernetesNodes) {
        var zones = new HashMap<String, String>();
        for (String name : kubernetesNodes) {
            Optional.ofNullable(client.nodes().withName(name).get())
                    .flatMap(node -> Optional.ofNullable(node.getMetadata().getLabels()))
                    .flatMap(labels -> Optional.ofNullable(labels.get(ZONE)))
                    .ifPresent(zone -> zones.put(name, zone));
        }
        return zones;
    }

    private List<PersistentVolumeClaim> claims(String name) {
        return client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withLabel(WellKnown.CLUSTER_LABEL, name)
                .list()
                .getItems();
    }

    private List<CertificateDates> certificates(Distribution distribution) {
        Distribution.Tls tls = distribution.tls();
        if (tls == null) {
            return List.of();
        }
        return Stream.of(Optional.of(tls.secretName()), Optional.ofNullable(tls.operatorSecretName()))
                .flatMap(Optional::stream)
                .distinct()
                .flatMap(secret -> Optional.ofNullable(
                        client.secrets().inNamespace(namespace).withName(secret).get())
                        .flatMap(CertificateReader::dates)
                        .stream())
                .toList();
    }

    /** Asks a question whose answer may be missing. */
    public static <T> Asked<T> asked(Supplier<T> question) {
        try {
            return new Asked.Got<>(question.get());
        } catch (KubernetesClientException e) {
            return new Asked.Unanswered<>(Unreadable.sentence(e));
        }
    }
}
