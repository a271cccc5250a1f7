package dev.beamcluster.operator.desired;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.NodeNaming;
import dev.beamcluster.api.v1alpha1.NodeNaming.Address;
import dev.beamcluster.api.v1alpha1.ObjectMetadata;
import dev.beamcluster.api.v1alpha1.WellKnown;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.NodeName;

/** Every name and label that the operator gives to an object, a pod or a node. */
public final class Naming {

    /** Label of every child object and every pod, with the name of the BeamCluster. The informers select by it. */
    public static final String CLUSTER_LABEL = WellKnown.CLUSTER_LABEL;

    /** Annotation of the StatefulSet: the hash of the pod template that the operator built. */
    public static final String TEMPLATE_ANNOTATION = "beamcluster.dev/template";

    /**
     * Annotation of the StatefulSet and of its pods: the version of their {@link PodDefaults}. On a BeamCluster: the version that
     * its pods must have at least.
     */
    public static final String POD_DEFAULTS_ANNOTATION = "beamcluster.dev/pod-defaults";

    /**
     * Annotation of the StatefulSet: the lowest ordinal that the current rollout has replaced, where that is not the partition,
     * because the gate is closed again and the last nodes are not yet known to keep working.
     */
    public static final String REPLACED_FROM_ANNOTATION = "beamcluster.dev/replaced-from";

    /**
     * Annotation of a Job of {@code spec.rollout.before}: the hash of what it runs. Annotation of the StatefulSet: that of the last
     * one that succeeded. Label of the Job's pods, with the name of the BeamCluster: they do not have {@link #CLUSTER_LABEL},
     * because the Services, the NetworkPolicy and the PodDisruptionBudget select pods by it.
     */
    public static final String BEFORE = "beamcluster.dev/before";

    /** Annotation of a Job of {@code spec.rollout.before}: what it runs, and how long and how often it may try. */
    public static final String ATTEMPT_ANNOTATION = "beamcluster.dev/attempt";

    /** The container in which the node runs. */
    public static final String NODE_CONTAINER = WellKnown.NODE_CONTAINER;

    /** The init container that copies the cookie into a file that only the node's user can read. */
    public static final String COOKIE_CONTAINER = "beam-cookie";

    /** The key of the cookie in the Secret that the operator creates. */
    public static final String COOKIE_KEY = WellKnown.COOKIE_KEY;

    /** epmd, the Erlang port mapper daemon (IANA). */
    public static final int EPMD_PORT = WellKnown.EPMD_PORT;

    /**
     * A file in the node's container. The operator has the node write it when its drain is done, and the preStop hook waits for
     * it.
     */
    public static final String DRAINED_FILE = "/tmp/beamcluster-drained";

    private Naming() {}

    /** The name of the StatefulSet, the client Service, the NetworkPolicy and the PodDisruptionBudget. */
    public static String cluster(BeamCluster cluster) {
        return cluster.getMetadata().getName();
    }

    /** The name of the headless Service, which gives every node a stable DNS name. */
    public static String headlessService(BeamCluster cluster) {
        return cluster(cluster) + "-nodes";
    }

    /** The name of the Secret with the cookie that the operator generates. */
    public static String cookieSecret(BeamCluster cluster) {
        return WellKnown.cookieSecret(cluster(cluster));
    }

    /** The name of the Job of {@code spec.rollout.before}. There is never more than one. */
    public static String beforeJob(BeamCluster cluster) {
        return cluster(cluster) + "-before";
    }

    /** The name of the pod with this ordinal. */
    public static String pod(BeamCluster cluster, int ordinal) {
        return cluster(cluster) + "-" + ordinal;
    }

    /** The part of the node names before the {@code @}. */
    public static String nodePrefix(BeamCluster cluster) {
        var node = cluster.getSpec().node();
        return node == null || node.name() == null ? cluster(cluster) : node.name();
    }

    /**
     * The part of a node's host after the pod's name. Without {@code clusterDomain} it ends with {@code svc}, and the resolver's
     * search path completes it for any domain of the Kubernetes cluster (Kubernetes, DNS for Services and Pods).
     */
    static String hostSuffix(BeamCluster cluster) {
        String domain = cluster.getSpec().distribution().clusterDomain();
        return "." + headlessService(cluster) + "." + cluster.getMetadata().getNamespace() + ".svc"
                + (domain == null ? "" : "." + domain);
    }

    /** What the host of a node's name is. */
    static Address address(BeamCluster cluster) {
        return NodeNaming.addressOf(cluster.getSpec().node());
    }

    /**
     * The name of the node with this ordinal.
     *
     * @param podAddress the IP address of the pod, if it has one; under {@code address: PodIP} and {@code PodDNS} the pod's name
     *     replaces a missing address
     */
    public static NodeName node(BeamCluster cluster, int ordinal, Optional<String> podAddress) {
        String pod = pod(cluster, ordinal);
        return new NodeName(
                nodePrefix(cluster),
                switch (address(cluster)) {
                    case DNS -> pod + hostSuffix(cluster);
                    case PodIP -> podAddress.orElse(pod);
                    case PodDNS ->
                        podAddress.map(address -> recordName(cluster, address)).orElse(pod);
                });
    }

    /** The name of a pod's A or AAAA record (Kubernetes, DNS for Services and Pods; CoreDNS, plugin kubernetes). */
    private static String recordName(BeamCluster cluster, String podAddress) {
        return podAddress.replace('.', '-').replace(':', '-') + "."
                + cluster.getMetadata().getNamespace() + ".pod."
                + cluster.getSpec().distribution().clusterDomain();
    }

    /** The namespace, name and UID of this BeamCluster. */
    public static ClusterId id(BeamCluster cluster) {
        return new ClusterId(
                cluster.getMetadata().getNamespace(),
                cluster(cluster),
                cluster.getMetadata().getUid());
    }

    /**
     * The label that selects the pods of a BeamCluster. It must never change, since the selector of a StatefulSet is immutable.
     */
    public static Map<String, String> selector(BeamCluster cluster) {
        return Map.of(CLUSTER_LABEL, cluster(cluster));
    }

    /** Returns {@link #selector} as the text of a label selector. */
    public static String selectorText(BeamCluster cluster) {
        return CLUSTER_LABEL + "=" + cluster(cluster);
    }

    /** The labels of every child object: the selector's labels and the labels that Kubernetes recommends. */
    static Map<String, String> labels(BeamCluster cluster) {
        var labels = new TreeMap<>(selector(cluster));
        labels.put("app.kubernetes.io/name", "beamcluster");
        labels.put("app.kubernetes.io/instance", cluster(cluster));
        labels.put("app.kubernetes.io/managed-by", "beamcluster-operator");
        return labels;
    }

    /** The metadata of a child object. Validation has refused labels and annotations that are reserved for the operator. */
    static ObjectMeta child(BeamCluster cluster, String name) {
        ObjectMetadata users = Objects.requireNonNullElseGet(
                cluster.getSpec().childMetadata(), () -> new ObjectMetadata(Map.of(), Map.of()));
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(cluster.getMetadata().getNamespace())
                .withLabels(labels(cluster))
                .addToLabels(users.labels())
                .withAnnotations(users.annotations())
                .withOwnerReferences(owner(cluster))
                .build();
    }

    private static OwnerReference owner(BeamCluster cluster) {
        return new OwnerReferenceBuilder()
                .withApiVersion(HasMetadata.getApiVersion(BeamCluster.class))
                .withKind(HasMetadata.getKind(BeamCluster.class))
                .withName(cluster.getMetadata().getName())
                .withUid(cluster.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(false)
                .build();
    }
}
