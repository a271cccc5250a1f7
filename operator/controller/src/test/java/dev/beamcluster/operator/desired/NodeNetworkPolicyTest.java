package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.PolicyEvaluator.Peer;
import dev.beamcluster.operator.desired.PolicyEvaluator.Pod;
import dev.beamcluster.operator.desired.PolicyEvaluator.Traffic;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks which peers may connect to which port of a node, with an evaluator of network policies that is independent of this
 * project.
 */
class NodeNetworkPolicyTest {

    private static final Map<String, String> OPERATOR = Map.of("app.kubernetes.io/name", "beamcluster-operator");
    private static final Map<String, String> NODE = Map.of("beamcluster.dev/cluster", "chat");
    private static final Peer DESTINATION = new Peer("10.42.0.9", new Pod("shop", NODE));

    private static final Map<String, Peer> PEERS = new LinkedHashMap<>();

    static {
        PEERS.put("node of the cluster", pod("shop", NODE));
        PEERS.put("operator", pod("beamcluster-system", OPERATOR));
        PEERS.put("node of another cluster", pod("shop", Map.of("beamcluster.dev/cluster", "games")));
        PEERS.put("same name, other namespace", pod("games", NODE));
        PEERS.put("neighbour of the operator", pod("beamcluster-system", Map.of("app", "other")));
        PEERS.put("operator's labels elsewhere", pod("shop", OPERATOR));
        PEERS.put("any other pod", pod("shop", Map.of()));
        PEERS.put("outside of Kubernetes", new Peer("192.0.2.1", null));
    }

    @Test
    void theDistributionIsClosedAndTheApplicationIsOpen() {
        var policy = policy(spec("""
                ports: [{name: http, port: 80, targetPort: 8080}, {name: voice, port: 5000, protocol: UDP}]
                template:
                  spec:
                    initContainers: [{name: early, image: a, restartPolicy: Always, ports: [{containerPort: 7000}]}]
                    containers:
                    - {name: beam, ports: [{containerPort: 9568, name: metrics}, {containerPort: 9105, name: hole}]}
                    - {name: side, image: a, ports: [{containerPort: 9000, protocol: SCTP}, {containerPort: 81, name: http}]}
                """), true);

        assertThat(table(policy, "TCP 4369", "TCP 9100", "TCP 9105", "TCP 9109"))
                .isEqualTo("""
                node of the cluster: yes yes yes yes
                operator: yes yes yes yes
                node of another cluster: no no no no
                same name, other namespace: no no no no
                neighbour of the operator: no no no no
                operator's labels elsewhere: no no no no
                any other pod: no no no no
                outside of Kubernetes: no no no no
                """);
        assertThat(table(
                        policy,
                        "TCP 8080 http",
                        "UDP 5000 voice",
                        "TCP 9568 metrics",
                        "TCP 7000",
                        "SCTP 9000",
                        "TCP 81"))
                .isEqualTo(everybody("yes yes yes yes yes yes"));
        assertThat(table(policy, "TCP 80", "UDP 8080", "TCP 5000", "TCP 9099", "TCP 9110", "UDP 4369", "TCP 9000"))
                .isEqualTo(everybody("no no no no no no no"));
    }

    @Test
    void whileARolloutChangesAPortTheOldNumberStaysOpen() {
        var policy = policy(spec("ports: [{name: http, port: 80, targetPort: 8081}]"), true);

        assertThat(table(policy, "TCP 8080 http", "TCP 8081 http")).isEqualTo(everybody("yes yes"));
        assertThat(table(policy, "TCP 8080", "TCP 8081 admin", "UDP 8080 http")).isEqualTo(everybody("no no no"));
    }

    @Test
    void aPortOfTheDistributionIsClosedUnderAnyName() {
        var policy = policy(spec("""
                ports: [{name: http, port: 80, targetPort: 8080}]
                template: {spec: {containers: [{name: side, image: a, ports: [{containerPort: 9106, name: http}]}]}}
                """), true);

        assertThat(table(policy, "TCP 8080 http")).isEqualTo(everybody("yes"));
        assertThat(table(policy, "TCP 9106 http")).isEqualTo("""
                node of the cluster: yes
                operator: yes
                node of another cluster: no
                same name, other namespace: no
                neighbour of the operator: no
                operator's labels elsewhere: no
                any other pod: no
                outside of Kubernetes: no
                """);
    }

    @Test
    void withoutEpmdItsPortIsClosedToo() {
        var policy = policy(spec("distribution: {epmd: false, ports: {from: 9200, to: 9201}}"), true);

        assertThat(table(policy, "TCP 4369", "TCP 9200", "TCP 9201", "TCP 9100"))
                .isEqualTo("""
                node of the cluster: no yes yes no
                operator: no yes yes no
                node of another cluster: no no no no
                same name, other namespace: no no no no
                neighbour of the operator: no no no no
                operator's labels elsewhere: no no no no
                any other pod: no no no no
                outside of Kubernetes: no no no no
                """);
    }

    @Test
    void anOperatorOutsideKubernetesOpensNothingForOthers() {
        var policy = policy(spec(""), false);

        assertThat(table(policy, "TCP 4369", "TCP 9100", "TCP 8080")).isEqualTo("""
                node of the cluster: yes yes no
                operator: no no no
                node of another cluster: no no no
                same name, other namespace: no no no
                neighbour of the operator: no no no
                operator's labels elsewhere: no no no
                any other pod: no no no
                outside of Kubernetes: no no no
                """);
    }

    @Test
    void thereIsNoPolicyWhenTheSpecDisablesIt() {
        var desired = Desired.of(cluster(spec("networkPolicy: {enabled: false}")), operator(true), Optional.empty());

        assertThat(desired).isInstanceOfSatisfying(Desired.Objects.class, objects -> {
            assertThat(objects.networkPolicy()).isEmpty();
            assertThat(objects.absent()).contains(new Desired.Absent(NetworkPolicy.class, "chat"));
        });
    }

    private static String everybody(String answers) {
        var table = new StringBuilder();
        PEERS.keySet()
                .forEach(name -> table.append(name).append(": ").append(answers).append('\n'));
        return table.toString();
    }

    /** Returns the result for each port: its protocol, its number and, if the pod names it, its name. */
    private static String table(NetworkPolicy policy, String... ports) {
        var traffic = new ArrayList<Traffic>();
        for (Peer peer : PEERS.values()) {
            for (String port : ports) {
                String[] words = port.split(" ", -1);
                String name = words.length > 2 ? words[2] : "";
                traffic.add(new Traffic(peer, DESTINATION, Integer.parseInt(words[1]), name, words[0]));
            }
        }
        var answers = PolicyEvaluator.allows(List.of(policy), traffic).iterator();
        var table = new StringBuilder();
        PEERS.keySet().forEach(name -> {
            table.append(name).append(':');
            for (int i = 0; i < ports.length; i++) {
                table.append(answers.next() ? " yes" : " no");
            }
            table.append('\n');
        });
        return table.toString();
    }

    private static NetworkPolicy policy(String spec, boolean operatorIsInside) {
        return switch (Desired.of(cluster(spec), operator(operatorIsInside), Optional.empty())) {
            case Desired.Objects objects -> objects.networkPolicy().orElseThrow();
            case Desired.Refused refused -> throw new AssertionError(refused);
        };
    }

    private static OperatorPods operator(boolean isInside) {
        return OperatorPods.of("beamcluster-system", isInside ? OPERATOR : Map.of());
    }

    private static String spec(String more) {
        return ("image: example/chat:1.4.0\n" + more).indent(2);
    }

    private static BeamCluster cluster(String spec) {
        return Serialization.unmarshal("""
                apiVersion: beamcluster.dev/v1alpha1
                kind: BeamCluster
                metadata: {name: chat, namespace: shop, uid: 00000000-0000-0000-0000-000000000001, generation: 1}
                spec:
                """ + spec, BeamCluster.class);
    }

    private static Peer pod(String namespace, Map<String, String> labels) {
        return new Peer("10.42.0.8", new Pod(namespace, labels));
    }
}
