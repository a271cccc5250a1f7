package dev.beamcluster.e2e.tests.examples;

import java.util.List;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Greeting;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The two examples that replace a hand-written cluster, which works too. */
@EndToEnd
class MigrationE2E {

    private static final int NODES = 3;

    private final Example migration = Example.of("migrate-from-deployment");

    @Test
    void aDeploymentIsReplacedWithItsImageUnchanged(TestNamespace namespace) {
        // Given
        var image = image(byHand(namespace).getFirst());

        // When
        var _ = namespace.kubectl().deleteFolder(migration.before()).orFail();
        var beam = migration.becomesWhole(namespace);

        // Then
        assertThat(beam.pods()).hasSize(NODES).allSatisfy(pod -> {
            assertThat(image(pod)).isEqualTo(image);
            assertThat(beam.nodeOf(pod)).isEqualTo("shop@" + pod.getStatus().getPodIP());
        });
    }

    @Test
    void theServiceSwitchesToTheBeamClusterWithoutAGap(TestNamespace namespace) {
        // Given
        var old = byHand(namespace);

        // When
        var yaml = migration.text("beamcluster.yaml");
        var beam = namespace
                .apply("shop", yaml.substring(0, yaml.indexOf("  ports:")))
                .becomesWhole(NODES);

        // Then the two clusters do not connect
        assertOneCluster(namespace, old);

        // When
        var _ = namespace
                .kubectl()
                .run("set", "selector", "service", "shop", "beamcluster.dev/cluster=shop")
                .orFail();

        // Then
        await().atMost(Beam.WHOLE)
                .untilAsserted(
                        () -> assertThat(addressesBehindTheService(namespace)).isEqualTo(addresses(beam.pods())));

        // When
        var _ = namespace
                .kubectl()
                .run("delete", "deployment/shop", "service/shop-headless", "secret/shop-erlang")
                .orFail();

        // Then
        beam.becomesWhole(NODES);
        assertThat(addressesBehindTheService(namespace)).isEqualTo(addresses(beam.pods()));
    }

    @Test
    void withoutTheClustererANodeKeepsItsName(TestNamespace namespace) {
        // Given
        var beam = Example.of("without-clusterer").becomesWhole(namespace);
        var name = "shop@shop-1.shop-nodes.%s.svc".formatted(namespace.name());
        assertThat(beam.nodeOf(beam.pod(1))).isEqualTo(name);

        // When
        var _ = namespace.kubectl().run("delete", "pod", "shop-1").orFail();

        // Then
        beam.becomesWhole(NODES);
        assertThat(beam.nodeOf(beam.pod(1))).isEqualTo(name);
    }

    /** The pods of the hand-written example, which form one cluster. */
    private List<Pod> byHand(TestNamespace namespace) {
        var _ = namespace.kubectl().applyFolder(migration.before()).orFail();
        var _ = namespace
                .kubectl()
                .run("rollout", "status", "deployment/shop", "--timeout=300s")
                .orFail();
        var pods = namespace.pods().stream()
                .filter(pod -> "shop".equals(pod.getMetadata().getLabels().get("app")))
                .toList();
        assertThat(pods).hasSize(NODES);
        await().atMost(Beam.WHOLE).untilAsserted(() -> assertOneCluster(namespace, pods));
        return pods;
    }

    private static void assertOneCluster(TestNamespace namespace, List<Pod> pods) {
        var names =
                pods.stream().map(pod -> "shop@" + pod.getStatus().getPodIP()).collect(Collectors.toSet());
        assertThat(pods)
                .allSatisfy(pod -> assertThat(Greeting.of(namespace, pod).all())
                        .as("nodes that %s sees", pod.getMetadata().getName())
                        .isEqualTo(names));
    }

    private static List<String> addressesBehindTheService(TestNamespace namespace) {
        var client = namespace.cluster().client();
        return client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace.name())
                .withLabel("kubernetes.io/service-name", "shop")
                .list()
                .getItems()
                .stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .flatMap(endpoint -> endpoint.getAddresses().stream())
                .sorted()
                .toList();
    }

    private static List<String> addresses(List<Pod> pods) {
        return pods.stream().map(pod -> pod.getStatus().getPodIP()).sorted().toList();
    }

    private static String image(Pod pod) {
        return pod.getSpec().getContainers().getFirst().getImage();
    }
}
