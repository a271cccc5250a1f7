package dev.beamcluster.e2e.tests.operator;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.OperatorLog;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nodes do not need the operator to live: it goes and comes, and nothing restarts. */
@EndToEnd
@Isolated("the operator goes")
class OperatorAbsenceE2E {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Reasons of events that tell of a change of the pods. */
    private static final Set<String> ROLLOUT =
            Set.of("RolloutInProgress", "RolloutWaitsForMesh", "Draining", "NodeLeaving", "NodeRejoined", "Killing");

    private static final Pattern NODE = Pattern.compile("[\\w-]+@[\\w.-]+");

    @Test
    void nothingRestartsWhenTheOperatorGoesAndWhenItIsBack(
            TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
        var before = beam.lives();
        var hidden = hiddenPeers(beam);
        assertThat(hidden).as("the operator is one hidden node").hasSize(1);

        // When
        scale(cluster, operator, 0);
        await().atMost(MINUTE).until(() -> hiddenPeers(beam).isEmpty());

        // Then
        assertThat(beam.nodesSeenBy(beam.pod(0)))
                .as("the mesh holds without the operator")
                .hasSize(3);
        assertThat(beam.lives()).isEqualTo(before);

        // When
        scale(cluster, operator, 1);
        operator.awaitAvailable(cluster);

        // Then
        await().atMost(MINUTE)
                .untilAsserted(() -> assertThat(hiddenPeers(beam))
                        .as("the operator's node name is the same")
                        .isEqualTo(hidden));
        beam.stays(Duration.ofSeconds(10), status -> status.isWhole(3));
        assertThat(beam.lives()).isEqualTo(before);
    }

    @Test
    void anUpgradeOfTheOperatorRestartsNothingAndNeitherDoesTheWayBack(
            TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        // Given
        var beam = namespace.apply("chat", withMoreThanTheDefaults()).becomesWhole(2);
        beam.eventually(
                MINUTE, status -> status.condition("Reconciling").isFalse().hasReason("UpToDate"));
        var nodes = beam.lives();
        var workload = workload(namespace);
        var rollouts = rollouts(namespace);
        var next = nextVersion(cluster, operator);

        try {
            // When
            next.install(cluster);

            // Then
            leads(cluster, operator, next.images());
            settlesAgain(beam, 601);
            assertThat(beam.lives()).as("the nodes").isEqualTo(nodes);
            assertThat(workload(namespace)).as("the StatefulSet").isEqualTo(workload);
            assertThat(rollouts(namespace)).as("events of a rollout").isEqualTo(rollouts);
        } finally {
            // When
            operator.install(cluster);
        }

        // Then
        leads(cluster, operator, operator.images());
        settlesAgain(beam, 602);
        assertThat(beam.lives()).as("the nodes").isEqualTo(nodes);
        assertThat(workload(namespace)).as("the StatefulSet").isEqualTo(workload);
        assertThat(rollouts(namespace)).as("events of a rollout").isEqualTo(rollouts);
    }

    /** What goes into the pods from as many fields as one pod can have. */
    private static String withMoreThanTheDefaults() {
        return SampleRelease.MIX.yaml("chat", 2, """
                  distribution: {ports: {from: 9200, to: 9210}, netTickTimeSeconds: 30}
                  ports: [{name: http, port: 80, targetPort: 8080}]
                  env: [{name: LEVEL, value: info}]
                  resources: {requests: {cpu: 10m, memory: 64Mi}, limits: {cpu: "2"}}
                  drain: {module: Chat.Drain, function: drain, timeoutSeconds: 1}
                  storage: {volumes: [{name: data, mountPath: /var/lib/chat, size: 64Mi}]}
                  template:
                    metadata: {annotations: {color: blue}, labels: {team: chat}}
                    spec:
                      tolerations: [{key: chat, operator: Exists}]
                      containers: [{name: beam, livenessProbe: {tcpSocket: {port: 8080}}}]
                """);
    }

    /** The same manifest with another version in all its labels and in the image's tag; the node knows the image by that tag too. */
    private static OperatorInstall nextVersion(Cluster cluster, OperatorInstall operator) {
        var image = operator.images().getFirst();
        var version = image.substring(image.lastIndexOf(':') + 1);
        var next = OperatorInstall.of(operator.manifest().replace(version, version + "-next"));
        assertThat(next.images()).doesNotContain(image);
        var _ = cluster.node()
                .shell("k3s ctr images tag --force docker.io/%s docker.io/%s"
                        .formatted(image, next.images().getFirst()))
                .orFail();
        return next;
    }

    /** The one process with the lease runs these images. */
    private static void leads(Cluster cluster, OperatorInstall operator, List<String> images) {
        await().atMost(MINUTE).untilAsserted(() -> {
            var holder = cluster.kubectl()
                    .in(operator.namespace())
                    .run("get", "lease", "beamcluster-operator", "--output", "jsonpath={.spec.holderIdentity}")
                    .orFail();
            assertThat(new OperatorLog(cluster, operator).pods())
                    .filteredOn(pod -> pod.getMetadata().getName().equals(holder))
                    .flatExtracting(pod -> pod.getSpec().getContainers())
                    .extracting(container -> container.getImage())
                    .isEqualTo(images);
        });
    }

    /** A change that is in no pod shows that the operator has looked at everything: it tells of the new generation. */
    private static void settlesAgain(Beam beam, int timeoutSeconds) {
        var _ = beam.namespace()
                .kubectl()
                .run(
                        "patch",
                        "beam/" + beam.name(),
                        "--type=merge",
                        "--patch={\"spec\":{\"rollout\":{\"timeoutSeconds\":%d}}}".formatted(timeoutSeconds))
                .orFail();
        beam.eventually(MINUTE, status -> {
            status.isWhole(2);
            status.condition("Reconciling").isFalse().hasReason("UpToDate");
        });
        beam.stays(Duration.ofSeconds(3), status -> status.isWhole(2));
    }

    /** What Kubernetes replaces pods by, and whether somebody wrote it. */
    private static String workload(TestNamespace namespace) {
        return namespace
                .kubectl()
                .run(
                        "get",
                        "statefulset/chat",
                        "--output",
                        "jsonpath={.metadata.uid} {.metadata.generation} {.status.currentRevision} {.status.updateRevision}")
                .orFail();
    }

    private static List<String> rollouts(TestNamespace namespace) {
        return namespace
                .cluster()
                .client()
                .events()
                .v1()
                .events()
                .inNamespace(namespace.name())
                .list()
                .getItems()
                .stream()
                .filter(event -> ROLLOUT.contains(event.getReason()))
                .map(event -> event.getReason() + ": " + event.getNote())
                .sorted()
                .toList();
    }

    private static void scale(Cluster cluster, OperatorInstall operator, int replicas) {
        var _ = cluster.kubectl()
                .in(operator.namespace())
                .run("scale", "deployment/" + operator.name(), "--replicas=" + replicas)
                .orFail();
    }

    private static Set<String> hiddenPeers(Beam beam) {
        // rpc is a hidden node itself, named after the node that it asks.
        var line = "/app/bin/chat rpc 'IO.inspect(:erlang.nodes(:hidden), limit: :infinity)'";
        return NODE.matcher(beam.exec(beam.pod(0), line).orFail())
                .results()
                .map(MatchResult::group)
                .filter(node -> !node.startsWith("rpc-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
