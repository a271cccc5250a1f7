package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.TestNamespaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The table "Network policy" of docs/day-two.md, tried with connections: a node that listens on a port of each of its rows,
 * and callers of every kind.
 *
 * @param beam whose first node is called
 * @param callers by what they are
 */
record AccessTable(Beam beam, Map<String, Caller> callers) {

    /** Longer than a network plugin takes to apply a change on a busy machine. */
    static final Duration APPLIED = Duration.ofSeconds(30);

    /** epmd, the port of the node, and another port of the default range. */
    static final Set<Integer> DISTRIBUTION = Set.of(4369, 9100, 9105);

    /** In {@code spec.ports}, and a {@code containerPort}. */
    private static final Set<Integer> OPEN = Set.of(8080, 9568);

    /** Below and above the range of the distribution. */
    private static final Set<Integer> CLOSED = Set.of(7000, 9110);

    private static final Set<Integer> ALL =
            Stream.of(DISTRIBUTION, OPEN, CLOSED).flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));

    private static final String SPEC = """
              ports: [{name: http, port: 80, targetPort: 8080}]
              template: {spec: {containers: [{name: beam, ports: [{containerPort: 9568}]}]}}
            """;

    private static final String MEMBER = "a node of the BeamCluster";
    private static final String OPERATOR = "the operator";

    /** Creates the node that is called, and callers in its namespace. */
    static AccessTable of(TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2, SPEC));
        var callers = new TreeMap<String, Caller>();
        callers.put("a pod beside the nodes", Caller.stranger(namespace, Map.of()));
        callers.put(MEMBER, Caller.node(beam.becomesWhole(2), 1));
        callers.put(OPERATOR, Caller.operator(cluster, operator));
        listen(beam, 0, Set.of(9105, 9568, 7000, 9110));
        return new AccessTable(beam, callers);
    }

    /** The same with nodes of other BeamClusters, and with callers in another namespace. */
    static AccessTable of(
            TestNamespace namespace, TestNamespaces namespaces, Cluster cluster, OperatorInstall operator) {
        var elsewhere = namespaces.another();
        var other = namespace.apply("games", SampleRelease.MIX.yaml("games", 1));
        var namesake = elsewhere.apply("chat", SampleRelease.MIX.yaml("chat", 1));
        var table = of(namespace, cluster, operator);
        var operatorsLabels =
                operator.deployment().getSpec().getTemplate().getMetadata().getLabels();
        var callers = new TreeMap<>(table.callers());
        callers.put("a pod elsewhere with the operator's labels", Caller.stranger(elsewhere, operatorsLabels));
        callers.put("a node of another BeamCluster", Caller.node(other.becomesWhole(1), 0));
        callers.put("a node of its namesake in another namespace", Caller.node(namesake.becomesWhole(1), 0));
        return new AccessTable(table.beam(), callers);
    }

    /** A copy with the pod of a restarted operator. */
    AccessTable withOperator(Caller operator) {
        var all = new TreeMap<>(callers);
        all.put(OPERATOR, operator);
        return new AccessTable(beam, all);
    }

    /**
     * Makes a node listen on more ports until it ends; waits at most two minutes for a node that starts. Nothing accepts
     * the connections, so all of them have to fit into the backlog, which is 5 by default (gen_tcp).
     */
    static void listen(Beam beam, int ordinal, Set<Integer> ports) {
        var line =
                "/app/bin/chat rpc 'for p <- %s do spawn(fn -> :gen_tcp.listen(p, %s); Process.sleep(:infinity) end) end'"
                        .formatted(List.copyOf(ports), "[backlog: 1024]");
        await().atMost(Beam.WHOLE).ignoreExceptions().untilAsserted(() -> {
            var _ = beam.exec(beam.pod(ordinal), line).orFail();
            assertThat(Caller.node(beam, ordinal).reaches("127.0.0.1", ports)).isEqualTo(ports);
        });
    }

    /** Waits until each caller reaches exactly the ports that the documentation opens to it. */
    void holds() {
        var address = beam.pod(0).getStatus().getPodIP();
        assertThat(Caller.node(beam, 0).reaches(address, ALL))
                .as("ports that the node listens on")
                .isEqualTo(ALL);
        await().atMost(APPLIED)
                .untilAsserted(() -> assertThat(reached(address))
                        .as("ports that each caller reaches; the network plugin must enforce policies")
                        .isEqualTo(documented()));
    }

    private Map<String, Set<Integer>> documented() {
        var expected = new TreeMap<String, Set<Integer>>();
        callers.keySet().forEach(caller -> {
            var ports = new TreeSet<>(OPEN);
            if (Set.of(MEMBER, OPERATOR).contains(caller)) {
                ports.addAll(DISTRIBUTION);
            }
            expected.put(caller, ports);
        });
        return expected;
    }

    private Map<String, Set<Integer>> reached(String address) {
        var reached = new TreeMap<String, Set<Integer>>();
        callers.forEach((name, caller) -> reached.put(name, caller.reaches(address, ALL)));
        return reached;
    }
}
