package dev.beamcluster.e2e.tests.kubectl;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.WellKnown;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.harness.browser.BeamPage;
import dev.beamcluster.e2e.harness.browser.Browser;
import dev.beamcluster.e2e.harness.browser.BrowserExtension;
import dev.beamcluster.e2e.harness.browser.KubectlBeamUi;
import dev.beamcluster.e2e.harness.browser.Pictures;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Nodes of three zones. The test cluster has one Kubernetes node, so three more are only objects, to which the pods are bound; the
 * operator is stopped, and the test writes the status.
 */
@EndToEnd
@Tag("ui")
@ExtendWith(BrowserExtension.class)
@Isolated("stops the operator")
class PageZonesE2E {

    private static final int NODES = 9;
    private static final List<String> ZONES = List.of("zone-a", "zone-b", "zone-c");

    @Test
    void theNodesOfAZoneAreBesideEachOther(
            TestNamespace namespace, Cluster cluster, OperatorInstall operator, Browser browser, Pictures pictures) {
        operator.stop(cluster);
        KubernetesClient client = cluster.client();
        try (var ui = KubectlBeamUi.start(KubectlBeam.of(cluster.kubeconfig(), namespace.name()))) {
            // Given nodes whose zones take turns with their ordinals
            ZONES.forEach(zone -> client.resource(kubernetesNode(zone)).create());
            var _ = namespace.apply("chat", SampleRelease.ERL.yaml("chat", NODES));
            IntStream.range(0, NODES)
                    .mapToObj(PageZonesE2E::pod)
                    .forEach(pod ->
                            client.resource(pod).inNamespace(namespace.name()).create());
            client.resources(BeamCluster.class)
                    .inNamespace(namespace.name())
                    .withName("chat")
                    .editStatus(chat -> {
                        chat.setStatus(new WrittenStatus("chat", NODES).split(0, Instant.now()));
                        return chat;
                    });
            var page = BeamPage.enter(browser, ui, namespace.name());

            // When
            page.cluster("chat", "?arrange=ordinal").browser().awaits("#mesh[data-arrange=ordinal]");

            // Then
            assertThat(borders(page.positions())).isEqualTo(NODES);

            // When
            page.cluster("chat", "?arrange=zone").browser().awaits("#mesh[data-arrange=zone]");

            // Then
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(borders(page.positions())).isEqualTo(ZONES.size()));
            assertThat(page.flaws()).isEmpty();
            browser.scrollTo("#title");
            pictures.take(browser, "ui-zones");
        } finally {
            delete(client, namespace.name());
            operator.start(cluster);
        }
    }

    /** Goes around the circle, and counts where the zone of a node is not that of the one before it. */
    private static int borders(Map<String, String> positions) {
        assertThat(positions).hasSize(NODES);
        double left = mean(positions, PageZonesE2E::left);
        double top = mean(positions, PageZonesE2E::top);
        List<String> zones = positions.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        one -> Math.atan2(top(one.getValue()) - top, left(one.getValue()) - left)))
                .map(one -> zone(Integer.parseInt(one.getKey().substring("chat-".length()))))
                .toList();
        return (int) IntStream.range(0, NODES)
                .filter(i -> !zones.get(i).equals(zones.get((i + 1) % NODES)))
                .count();
    }

    private static double mean(Map<String, String> positions, ToDoubleFunction<String> part) {
        return positions.values().stream().mapToDouble(part).average().orElseThrow();
    }

    private static double left(String position) {
        return Double.parseDouble(position.substring(0, position.indexOf(',')));
    }

    private static double top(String position) {
        return Double.parseDouble(position.substring(position.indexOf(',') + 1));
    }

    private static String zone(int ordinal) {
        return ZONES.get(ordinal % ZONES.size());
    }

    private static Node kubernetesNode(String zone) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(zone + "-node")
                .addToLabels("topology.kubernetes.io/zone", zone)
                .endMetadata()
                .build();
    }

    private static Pod pod(int ordinal) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("chat-" + ordinal)
                .addToLabels(WellKnown.CLUSTER_LABEL, "chat")
                .endMetadata()
                .withNewSpec()
                .withNodeName(zone(ordinal) + "-node")
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName("beam")
                .withImage(SampleRelease.ERL.image())
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
    }

    /** An operator that finds it would start nine pods, and no kubelet would ever end these. */
    private static void delete(KubernetesClient client, String namespace) {
        var all = client.resources(BeamCluster.class).inNamespace(namespace);
        all.delete();
        var _ = client.pods()
                .inNamespace(namespace)
                .withLabel(WellKnown.CLUSTER_LABEL, "chat")
                .withGracePeriod(0)
                .delete();
        ZONES.forEach(zone -> client.nodes().withName(zone + "-node").delete());
        await().atMost(Duration.ofSeconds(30)).until(() -> all.list().getItems().isEmpty());
    }
}
