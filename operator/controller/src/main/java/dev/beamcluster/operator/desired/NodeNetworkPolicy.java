package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
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
import dev.beamcluster.api.v1alpha1.Port;

/**
 * Who may reach the nodes: the distribution only they themselves and the operator, since whoever reaches it and has the cookie
 * can run any code; the application anybody.
 */
final class NodeNetworkPolicy {

    /** Kubernetes labels every namespace with its name (Kubernetes, Automatic labelling). */
    private static final String NAMESPACE_LABEL = "kubernetes.io/metadata.name";

    private static final String TCP = "TCP";

    private NodeNetworkPolicy() {}

    /**
     * The policy, where one is wanted.
     *
     * @param pod of a node, with the user's template laid over it: its containers tell the application's ports
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

    /** A rule that names no ports would open all of them, so there is none for an application without any. */
    private static List<NetworkPolicyIngressRule> rules(
            BeamCluster cluster, PodTemplateSpec pod, OperatorPods operator) {
        var rules = new ArrayList<NetworkPolicyIngressRule>();
        rules.add(new NetworkPolicyIngressRuleBuilder()
                .withFrom(members(cluster, operator))
                .withPorts(distribution(cluster.getSpec().distribution()))
                .build());
        List<NetworkPolicyPort> application = application(cluster, pod);
        if (!application.isEmpty()) {
            rules.add(
                    new NetworkPolicyIngressRuleBuilder().withPorts(application).build());
        }
        return rules;
    }

    /**
     * The cluster's own pods, and the operator's. An operator outside of Kubernetes has no pods: what lets it in is a policy
     * of its administrator's that names its address, since policies add up (Kubernetes, Network Policies).
     */
    private static List<NetworkPolicyPeer> members(BeamCluster cluster, OperatorPods operator) {
        var peers = new ArrayList<NetworkPolicyPeer>();
        peers.add(new NetworkPolicyPeerBuilder()
                .withNewPodSelector()
                .withMatchLabels(Naming.selector(cluster))
                .endPodSelector()
                .build());
        if (operator.canBeNamed()) {
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
            ports.add(port(TCP, Naming.EPMD_PORT).build());
        }
        ports.add(port(TCP, distribution.ports().from())
                .withEndPort(distribution.ports().to())
                .build());
        return ports;
    }

    /**
     * Those of {@code spec.ports} by name, since a rollout that changes a number has pods with the old one and pods with the new
     * one. Those of the template by number: their names may be any, and be there twice.
     */
    private static List<NetworkPolicyPort> application(BeamCluster cluster, PodTemplateSpec pod) {
        record Open(int number, String protocol) {}
        List<Port> byName = byName(cluster, pod);
        Stream<NetworkPolicyPort> numbers = ports(pod)
                .filter(port -> !isDistribution(port, cluster.getSpec().distribution()))
                .filter(port -> byName.stream().noneMatch(named -> NodeContainer.isOf(named, port)))
                .map(port -> new Open(port.getContainerPort(), protocol(port)))
                .distinct()
                .sorted(Comparator.comparingInt(Open::number).thenComparing(Open::protocol))
                .map(open -> port(open.protocol(), open.number()).build());
        Stream<NetworkPolicyPort> names = byName.stream()
                .map(port -> new NetworkPolicyPortBuilder()
                        .withProtocol(port.protocol().name())
                        .withNewPort(port.name())
                        .build());
        return Stream.concat(numbers, names).toList();
    }

    /** Not where a port of the distribution has that name in another container: it would be opened with it. */
    private static List<Port> byName(BeamCluster cluster, PodTemplateSpec pod) {
        Set<String> closed = ports(pod)
                .filter(port -> isDistribution(port, cluster.getSpec().distribution()))
                .map(ContainerPort::getName)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return NodeContainer.targets(cluster).stream()
                .filter(port -> !closed.contains(port.name()))
                .sorted(Comparator.comparing(Port::name))
                .toList();
    }

    private static Stream<ContainerPort> ports(PodTemplateSpec pod) {
        return Stream.of(pod.getSpec().getInitContainers(), pod.getSpec().getContainers())
                .flatMap(List::stream)
                .map(Container::getPorts)
                .filter(Objects::nonNull)
                .flatMap(List::stream);
    }

    private static boolean isDistribution(ContainerPort port, Distribution distribution) {
        int number = port.getContainerPort();
        boolean isEpmd = distribution.epmd() && number == Naming.EPMD_PORT;
        boolean isInRange = number >= distribution.ports().from()
                && number <= distribution.ports().to();
        return protocol(port).equals(TCP) && (isEpmd || isInRange);
    }

    private static String protocol(ContainerPort port) {
        return Objects.requireNonNullElse(port.getProtocol(), TCP);
    }

    private static NetworkPolicyPortBuilder port(String protocol, int number) {
        return new NetworkPolicyPortBuilder().withProtocol(protocol).withNewPort(number);
    }
}
