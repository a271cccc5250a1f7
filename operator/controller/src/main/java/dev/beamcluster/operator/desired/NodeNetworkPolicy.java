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
 * The NetworkPolicy of the nodes. Only the nodes and the operator may reach epmd and the distribution, because anyone who reaches it
 * and knows the cookie can run code on every node; everyone may reach the application.
 */
final class NodeNetworkPolicy {

    /** Kubernetes labels every namespace with its name (Kubernetes, Automatic labelling). */
    private static final String NAMESPACE_LABEL = "kubernetes.io/metadata.name";

    private NodeNetworkPolicy() {}

    /**
     * The policy; empty if {@code spec.networkPolicy} disables it.
     *
     * @param pod a node's pod, with {@code spec.template} merged into it: its containers declare the application's ports
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

    /** Without open ports there is no second rule, since a rule without ports opens all of them. */
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
     * The pods of the nodes, and those of the operator. An operator outside of Kubernetes has no pods: its administrator lets it in
     * with another policy that names its address, since policies add up (Kubernetes, Network Policies).
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
