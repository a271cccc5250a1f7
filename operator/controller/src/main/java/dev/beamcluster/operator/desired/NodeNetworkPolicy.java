package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Distribution;

/**
 * The NetworkPolicy of the nodes. Only the nodes and the operator may reach epmd and the distribution, because anyone who can
 * reach the distribution and knows the cookie can run code on every node. Everyone may reach the application.
 */
final class NodeNetworkPolicy {

    /** The label with its name that Kubernetes sets on every namespace (Kubernetes, Automatic labelling). */
    private static final String NAMESPACE_LABEL = "kubernetes.io/metadata.name";

    private NodeNetworkPolicy() {}

    /**
     * Returns the policy; empty if {@code spec.networkPolicy} disables it.
     *
     * @param pod the pod of a node, with {@code spec.template} merged into it: its containers declare the ports of the
     *     application
     */
    static Optional<NetworkPolicy> of(BeamCluster cluster, PodTemplateSpec pod, OperatorPods operator) {
        if (!cluster.getSpec().networkPolicy().enabled()) {
            return Optional.empty();
        }
        return Optional.of(new NetworkPolicyBuilder()
                .withMetadata(Naming.child(cluster, Naming.cluster(cluster)))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(Naming.selector(cluster))
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .withIngress(rules(cluster, pod, operator))
                .endSpec()
                .build());
    }

    /** Returns the rules. Without open ports there is no second rule, since a rule without ports opens all of them. */
    private static List<NetworkPolicyIngressRule> rules(
            BeamCluster cluster, PodTemplateSpec pod, OperatorPods operator) {
        var rules = new ArrayList<NetworkPolicyIngressRule>();
        rules.add(new NetworkPolicyIngressRuleBuilder()
                .withFrom(members(cluster, operator))
                .withPorts(distribution(cluster.getSpec().distribution()))
                .build());
        List<NetworkPolicyPort> open = OpenPorts.of(cluster, pod);
        if (!open.isEmpty()) {
            rules.add(new NetworkPolicyIngressRuleBuilder().withPorts(open).build());
        }
        return rules;
    }

    /**
     * Returns the pods of the nodes and of the operator. An operator outside Kubernetes has no pods: its administrator allows its
     * address in another policy, since policies are additive (Kubernetes, Network Policies).
     */
    private static List<NetworkPolicyPeer> members(BeamCluster cluster, OperatorPods operator) {
        var peers = new ArrayList<NetworkPolicyPeer>();
        peers.add(new NetworkPolicyPeerBuilder()
                .withNewPodSelector()
                .withMatchLabels(Naming.selector(cluster))
                .endPodSelector()
                .build());
        if (operator.canBeSelected()) {
            peers.add(new NetworkPolicyPeerBuilder()
                    .withNewNamespaceSelector()
                    .addToMatchLabels(NAMESPACE_LABEL, operator.namespace())
                    .endNamespaceSelector()
                    .withNewPodSelector()
                    .withMatchLabels(operator.labels())
                    .endPodSelector()
                    .build());
        }
        return peers;
    }

    private static List<NetworkPolicyPort> distribution(Distribution distribution) {
        var ports = new ArrayList<NetworkPolicyPort>();
        if (distribution.epmd()) {
            ports.add(tcp(Naming.EPMD_PORT).build());
        }
        ports.add(tcp(distribution.ports().from())
                .withEndPort(distribution.ports().to())
                .build());
        return ports;
    }

    private static NetworkPolicyPortBuilder tcp(int number) {
        return new NetworkPolicyPortBuilder().withProtocol("TCP").withNewPort(number);
    }
}
