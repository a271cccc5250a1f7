package dev.beamcluster.e2e.tests.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.SpecEdit;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The client Service has the type and the metadata of the spec, and keeps what Kubernetes allocated for it. */
@EndToEnd
class ClientServiceE2E {

    private static final Duration APPLIED = Duration.ofSeconds(30);

    private static final String PLAIN =
            SampleRelease.MIX.yaml("chat", 2, "  ports: [{name: http, port: 80, targetPort: 8080}]\n");

    private static final Pattern DOCUMENTED =
            Pattern.compile("For a second Service.*?```yaml\\n(.*?)```", Pattern.DOTALL);

    private static final List<String> CHILDREN = List.of(
            "service/chat", "service/chat-nodes", "statefulset/chat", "networkpolicy/chat", "poddisruptionbudget/chat");

    @Test
    void everyTypeIsAppliedAndAllocationsAreKept(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", PLAIN).becomesWhole(2);
        var address = service(namespace, "{.spec.clusterIP}");
        var lives = beam.incarnations();

        // When
        apply(namespace, "service: {type: NodePort, externalTrafficPolicy: Local, annotations: {team: chat}}");

        // Then
        eventually(
                namespace,
                "{.spec.type} {.spec.externalTrafficPolicy} {.metadata.annotations.team}",
                "NodePort Local chat");
        var nodePort = service(namespace, "{.spec.ports[0].nodePort}");
        assertThat(nodePort).isNotEmpty();
        assertThat(service(namespace, "{.spec.clusterIP}")).isEqualTo(address);

        // When it becomes a load balancer of a class that nobody serves, for some addresses only
        apply(
                namespace,
                "service: {type: LoadBalancer, loadBalancerClass: example.com/none, loadBalancerSourceRanges: [192.0.2.0/24]}");

        // Then
        eventually(
                namespace,
                "{.spec.type} {.spec.loadBalancerClass} {.spec.loadBalancerSourceRanges[0]} {.spec.externalTrafficPolicy}",
                "LoadBalancer example.com/none 192.0.2.0/24 Cluster");
        assertThat(service(namespace, "{.spec.ports[0].nodePort}")).isEqualTo(nodePort);
        assertThat(service(namespace, "{.metadata.annotations.team}")).isEmpty();

        // When the field is removed
        var _ = namespace.apply("chat", PLAIN);

        // Then everything that it set is gone, and the address is the same
        eventually(namespace, "{.spec.type}{.spec.loadBalancerClass}{.spec.ports[0].nodePort}", "ClusterIP");
        assertThat(service(namespace, "{.spec.clusterIP}")).isEqualTo(address);
        var version = service(namespace, "{.metadata.resourceVersion}");
        beam.stays(Duration.ofSeconds(10), status -> status.isWhole(2));
        assertThat(service(namespace, "{.metadata.resourceVersion}")).isEqualTo(version);
        assertThat(beam.incarnations()).isEqualTo(lives);
    }

    @Test
    void aSecondServiceOfTheUsersLeadsToTheNodes(TestNamespace namespace) {
        // Given
        var _ = namespace.apply("chat", PLAIN).becomesWhole(2);
        var documented = DOCUMENTED.matcher(Repository.here().text("docs/day-two.md"));
        assertThat(documented.find()).as("the second Service of the document").isTrue();

        // When
        var _ = namespace.kubectl().apply(documented.group(1)).orFail();

        // Then
        await().atMost(APPLIED)
                .untilAsserted(() -> assertThat(namespace
                                .kubectl()
                                .run(
                                        "get",
                                        "endpointslices",
                                        "--selector=kubernetes.io/service-name=chat-public",
                                        "--output=jsonpath={.items[*].endpoints[*].addresses[*]} {.items[0].ports[0].port}")
                                .orFail()
                                .split(" "))
                        .as("two addresses and the port of the container")
                        .hasSize(3)
                        .endsWith("8080"));
    }

    @Test
    void metadataReachesEveryChildAndNoPod(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", PLAIN).becomesWhole(2);
        var lives = beam.incarnations();

        // When
        apply(namespace, "childMetadata: {labels: {example.com/team: chat}, annotations: {example.com/owner: shop}}");

        // Then
        var both = "{.metadata.labels.example\\.com/team} {.metadata.annotations.example\\.com/owner}";
        CHILDREN.forEach(child -> await().atMost(APPLIED)
                .untilAsserted(() -> assertThat(namespace.kubectl().fields(child, both))
                        .as(child)
                        .isEqualTo("chat shop")));
        assertThat(beam.pods())
                .allSatisfy(pod -> assertThat(pod.getMetadata().getLabels()).doesNotContainKey("example.com/team"));

        // When
        var _ = namespace.apply("chat", PLAIN);

        // Then
        CHILDREN.forEach(child -> await().atMost(APPLIED)
                .untilAsserted(() -> assertThat(namespace.kubectl().fields(child, both))
                        .as(child)
                        .isBlank()));
        assertThat(beam.incarnations()).isEqualTo(lives);
    }

    @Test
    void theCookieSecretHasTheMetadataOfItsCreation(TestNamespace namespace) {
        // When
        var _ = namespace
                .apply("chat", SpecEdit.of(PLAIN, "childMetadata: {labels: {team: chat}}"))
                .becomesWhole(2);

        // Then
        assertThat(namespace.kubectl().fields("secret/chat-cookie", "{.metadata.labels.team}"))
                .isEqualTo("chat");
    }

    @Test
    @ExpectedInLog("ApplyRefused")
    void aNodePortThatIsTakenIsReported(TestNamespace namespace) {
        // Given
        var beam = namespace
                .apply("chat", SpecEdit.of(PLAIN, "service: {type: NodePort}"))
                .becomesWhole(2);
        var taken = service(namespace, "{.spec.ports[0].nodePort}");

        // When
        var other = namespace.apply(
                "other",
                SampleRelease.MIX.yaml(
                        "other",
                        1,
                        "  ports: [{name: http, port: 80, targetPort: 8080, nodePort: %s}]\n  service: {type: NodePort}\n"
                                .formatted(taken)));

        // Then
        other.eventually(
                APPLIED,
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("ApplyRefused")
                        .mentions("Service other", "provided port is already allocated"));
        beam.stays(Duration.ofSeconds(3), status -> status.isWhole(2));
    }

    private static void apply(TestNamespace namespace, String change) {
        var _ = namespace.apply("chat", SpecEdit.of(PLAIN, change));
    }

    private static void eventually(TestNamespace namespace, String fields, String expected) {
        await().atMost(APPLIED)
                .untilAsserted(() -> assertThat(service(namespace, fields)).isEqualTo(expected));
    }

    private static String service(TestNamespace namespace, String fields) {
        return namespace.kubectl().fields("service/chat", fields);
    }
}
