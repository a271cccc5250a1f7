package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.FieldImage;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** RabbitMQ itself: the operator connects its nodes, and only its own peer discovery makes them one cluster of brokers. */
@EndToEnd
class RabbitMqE2E {

    /** Five brokers that start at once on two busy cores. */
    private static final Duration STARTED = Duration.ofMinutes(4);

    private static final Duration LISTED = Duration.ofSeconds(30);

    private static final Pattern RUNNING = Pattern.compile("\"running_nodes\":\\[([^]]*)]");
    private static final Pattern NODE = Pattern.compile("rabbit@[\\w.-]+");

    private static final String MOUNT = """
              template:
                spec:
                  volumes: [{name: config, configMap: {name: queue}}]
                  containers:
                  - name: beam
                    volumeMounts: [{name: config, mountPath: /etc/rabbitmq/rabbitmq.conf, subPath: rabbitmq.conf}]
            """;

    @Test
    void onlyItsOwnDiscoveryMakesOneClusterOfBrokers(TestNamespace namespace) {
        // When
        var discovered = nodes(namespace, "queue", 3);
        var queue = namespace.apply(
                "queue", discovery(discovered) + brokers("queue", 3) + MOUNT + "---\n" + brokers("alone", 2));
        var alone = new Beam(namespace, "alone");

        // Then
        queue.eventually(STARTED, status -> status.isWhole(3));
        alone.eventually(STARTED, status -> status.isWhole(2));
        await().atMost(LISTED)
                .untilAsserted(() -> assertThat(running(queue)).containsExactlyInAnyOrderElementsOf(discovered));
        assertThat(running(alone)).isEqualTo(nodes(namespace, "alone", 1));
    }

    private static String discovery(List<String> nodes) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: queue}
                data:
                  rabbitmq.conf: |
                    cluster_formation.peer_discovery_backend = classic_config
                    cluster_formation.classic_config.nodes.1 = %s
                    cluster_formation.classic_config.nodes.2 = %s
                    cluster_formation.classic_config.nodes.3 = %s
                ---
                """.formatted(nodes.toArray());
    }

    private static String brokers(String name, int replicas) {
        return """
                apiVersion: beamcluster.dev/v1alpha1
                kind: BeamCluster
                metadata: {name: %s}
                spec:
                  replicas: %d
                  image: %s
                  release: Custom
                  node: {name: rabbit}
                  cookie: {file: /var/lib/rabbitmq/.erlang.cookie}
                  rollout: {minReadySeconds: 0}
                  ports: [{name: amqp, port: 5672}]
                  env:
                  - {name: HOME, value: /var/lib/rabbitmq}
                  - {name: RABBITMQ_NODENAME, value: $(BEAM_NODE)}
                  - {name: RABBITMQ_USE_LONGNAME, value: 'true'}
                  - {name: RABBITMQ_DIST_PORT, value: $(BEAM_PORT_MIN)}
                  - {name: RABBITMQ_LOGS, value: '-'}
                """.formatted(name, replicas, FieldImage.RABBITMQ.image());
    }

    private static List<String> nodes(TestNamespace namespace, String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(ordinal -> "rabbit@%1$s-%2$d.%1$s-nodes.%3$s.svc".formatted(name, ordinal, namespace.name()))
                .toList();
    }

    /** The brokers of one cluster, as the first of them lists them. */
    private static List<String> running(Beam brokers) {
        var status = brokers.exec(
                        brokers.pod(0), "/usr/lib/rabbitmq/bin/rabbitmqctl --silent cluster_status --formatter json")
                .orFail();
        var list = RUNNING.matcher(status);
        assertThat(list.find()).as(status).isTrue();
        return NODE.matcher(list.group(1)).results().map(match -> match.group()).toList();
    }
}
