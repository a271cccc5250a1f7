package dev.beamcluster.operator.desired;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Node.Address;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.NodeName;

/** Every name, label, port and path that the operator gives. */
public final class Naming {

    /** On every child and every pod; its value is the BeamCluster's name. The informers select by it. */
    public static final String CLUSTER_LABEL = "beamcluster.dev/cluster";

    /** On the StatefulSet: which pod template of ours it has. */
    public static final String TEMPLATE_ANNOTATION = "beamcluster.dev/template";

    /** The container that is the node. */
    public static final String NODE_CONTAINER = "beam";

    /** The container that puts the cookie where only the node's user can read it. */
    public static final String COOKIE_CONTAINER = "beam-cookie";

    /** The key of the Secret that the operator makes. */
    public static final String COOKIE_KEY = "cookie";

    /** epmd, the Erlang port mapper daemon (IANA). */
    public static final int EPMD_PORT = 4369;

    /** In a node's container: there when its drain is done. The operator has it written, the preStop hook waits for it. */
    public static final String DRAINED_FILE = "/tmp/beamcluster-drained";

    static final String COOKIE_FILE = ".erlang.cookie";
    static final String COOKIE_DIRECTORY = "/run/beamcluster";
    static final String SECRET_DIRECTORY = "/run/beamcluster-secret";

    private Naming() {}

    /** The StatefulSet, and the client Service. */
    public static String cluster(BeamCluster cluster) {
        return cluster.getMetadata().getName();
    }

    /** The headless Service, which gives every node a stable DNS name. */
    public static String headlessService(BeamCluster cluster) {
        return cluster(cluster) + "-nodes";
    }

    /** The Secret with the cookie that the operator makes. */
    public static String cookieSecret(BeamCluster cluster) {
        return cluster(cluster) + "-cookie";
    }

    /** The pod with this ordinal. */
    public static String pod(BeamCluster cluster, int ordinal) {
        return cluster(cluster) + "-" + ordinal;
    }

    /** The part of the node names before the {@code @}. */
    public static String nodePrefix(BeamCluster cluster) {
        var node = cluster.getSpec().node();
        return node == null || node.name() == null ? cluster(cluster) : node.name();
    }

    /**
     * What follows the pod's name in a node's host. Where no domain is given it ends at {@code svc}: the search path of a pod's
     * resolver completes it, whatever the cluster's domain is (Kubernetes, DNS for Services and Pods).
     */
    static String hostSuffix(BeamCluster cluster) {
        String domain = cluster.getSpec().distribution().clusterDomain();
        return "." + headlessService(cluster) + "." + cluster.getMetadata().getNamespace() + ".svc"
                + (domain == null ? "" : "." + domain);
    }

    /** What the host of a node's name is. */
    static Address address(BeamCluster cluster) {
        var node = cluster.getSpec().node();
        return node == null ? Address.DNS : node.address();
    }

    /**
     * The name of the node with this ordinal.
     *
     * @param podAddress the pod's IP address where it has one; without it a node that is called by it is told by its pod's name
     */
    public static NodeName node(BeamCluster cluster, int ordinal, Optional<String> podAddress) {
        String pod = pod(cluster, ordinal);
        return new NodeName(
                nodePrefix(cluster),
                switch (address(cluster)) {
                    case DNS -> pod + hostSuffix(cluster);
                    case PodIP -> podAddress.orElse(pod);
                });
    }

    /** Which BeamCluster this is. */
    public static ClusterId id(BeamCluster cluster) {
        return new ClusterId(cluster.getMetadata().getNamespace(), cluster(cluster));
    }

    /** What selects the pods of a cluster: never changed, since a StatefulSet's selector is immutable. */
    public static Map<String, String> selector(BeamCluster cluster) {
        return Map.of(CLUSTER_LABEL, cluster(cluster));
    }

    /** The same as the text of a label selector. */
    public static String selectorText(BeamCluster cluster) {
        return CLUSTER_LABEL + "=" + cluster(cluster);
    }

    /** The labels of every child: the selector and Kubernetes' recommended ones. */
    static Map<String, String> labels(BeamCluster cluster) {
        var labels = new TreeMap<>(selector(cluster));
        labels.put("app.kubernetes.io/name", "beamcluster");
        labels.put("app.kubernetes.io/instance", cluster(cluster));
        labels.put("app.kubernetes.io/managed-by", "beamcluster-operator");
        return labels;
    }

    static ObjectMeta child(BeamCluster cluster, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(cluster.getMetadata().getNamespace())
                .withLabels(labels(cluster))
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
