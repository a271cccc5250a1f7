package dev.beamcluster.e2e.tests.pods;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Pods that do not go away, or not as they should, and pods that are in the way. */
@EndToEnd
class TerminatingPodE2E {

    private static final Duration REPORTED = Duration.ofSeconds(60);

    @Test
    void aPodThatAFinalizerHoldsIsNamedWithItsFinalizer(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2)).becomesWhole(2);
        finalizers(namespace, "[\"example.com/hold\"]");

        // When
        var _ = namespace.kubectl().run("delete", "pod/chat-1", "--wait=false").orFail();

        // Then
        beam.eventually(REPORTED, status -> {
            status.node("chat-1", node -> node.reason(), "HeldByFinalizers");
            for (String condition : new String[] {"Ready", "PodsReady", "Meshed"}) {
                status.condition(condition).isFalse().mentions("chat-1", "finalizer example.com/hold");
            }
            status.condition("Reconciling").isTrue().mentions("chat-1", "finalizer example.com/hold");
        });
        assertThat(message(beam, "Meshed")).as("the network is not the cause").doesNotContain("packets", "timed out");
        assertThat(namespace.events("HeldByFinalizers")).contains("chat-1", "example.com/hold");

        // When
        finalizers(namespace, "null");

        // Then
        beam.becomesWhole(2);
    }

    @Test
    void aPodWhoseLabelWasRemovedIsNamedAndTakenBackWithItsLabel(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2)).becomesWhole(2);
        var lives = beam.incarnations();

        // When
        var _ = namespace
                .kubectl()
                .run("label", "pod/chat-1", "beamcluster.dev/cluster-")
                .orFail();

        // Then
        beam.eventually(REPORTED, status -> {
            status.node("chat-1", node -> node.reason(), "NameTaken");
            status.condition("Ready")
                    .isFalse()
                    .mentions("chat-1", "without its label", "kubectl label pod chat-1 beamcluster.dev/cluster=chat");
        });

        // When its remedy is followed
        var _ = namespace
                .kubectl()
                .run("label", "pod", "chat-1", "beamcluster.dev/cluster=chat")
                .orFail();

        // Then
        beam.becomesWhole(2);
        assertThat(beam.incarnations()).as("no node was restarted").isEqualTo(lives);
    }

    @Test
    void aPodWithoutItsLabelGetsNoTrafficAndRunsUntilItIsDeleted(TestNamespace namespace) {
        // Given
        var beam = namespace
                .apply(
                        "chat",
                        SampleRelease.MIX.yaml("chat", 2, "  ports: [{name: http, port: 80, targetPort: 8080}]\n"))
                .becomesWhole(2);
        var lives = beam.incarnations();
        var all = beam.nodesSeenBy(beam.pod(0));
        endpoints(namespace, 2);

        // When
        var _ = namespace
                .kubectl()
                .run("label", "pod/chat-1", "beamcluster.dev/cluster-")
                .orFail();

        // Then it runs, connected, without clients and without a replacement
        endpoints(namespace, 1);
        assertThat(beam.incarnations()).isEqualTo(lives);
        assertThat(beam.nodesSeenBy(beam.pod(1))).isEqualTo(all);

        // When
        var _ = namespace.kubectl().run("delete", "pod/chat-1").orFail();

        // Then
        beam.eventually(Beam.WHOLE, status -> status.isWhole(2));
        assertThat(beam.incarnationsWithout("chat-1")).containsEntry("chat-0", lives.get("chat-0"));
        assertThat(beam.incarnations().get("chat-1")).isNotEqualTo(lives.get("chat-1"));
    }

    @Test
    void aPodThatAUserCreatedWithTheNameOfANodeIsNamed(TestNamespace namespace) {
        // Given
        var _ = namespace
                .kubectl()
                .apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: chat-1}
                spec:
                  securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: beam
                    image: %s
                    command: [sleep, '3600']
                    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """.formatted(SampleRelease.MIX.image()))
                .orFail();

        // When
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2));

        // Then
        beam.eventually(REPORTED, status -> {
            status.node("chat-1", node -> node.reason(), "NameTaken");
            status.condition("Ready").isFalse().mentions("chat-1", "the StatefulSet did not create");
        });

        // When its remedy is followed
        var _ = namespace
                .kubectl()
                .run("delete", "pod/chat-1", "--grace-period=1")
                .orFail();

        // Then
        beam.becomesWhole(2);
    }

    @Test
    void aShellThatKeepsSigtermIsReported(TestNamespace namespace) {
        // Given a shell without exec: as process 1, it ignores signals that it does not handle
        var beam =
                namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2, """
                          template:
                            spec:
                              terminationGracePeriodSeconds: 25
                              containers:
                              - {name: beam, command: [bash, -c, '/app/bin/chat start; true']}
                        """)).becomesWhole(2);

        // When
        var _ = namespace.kubectl().run("delete", "pod/chat-1", "--wait=false").orFail();

        // Then
        beam.eventually(
                REPORTED,
                status -> status.condition("Ready")
                        .isFalse()
                        .mentions("chat-1: has been shutting down for over 10 s and is killed after 25 s"));
        await().atMost(REPORTED)
                .untilAsserted(() -> assertThat(namespace.events("NodeKilled"))
                        .contains("chat-1 did not end within its grace period of 25 s"));
        beam.becomesWhole(2);
    }

    private static void endpoints(TestNamespace namespace, int expected) {
        await().atMost(REPORTED)
                .untilAsserted(() -> assertThat(namespace
                                .kubectl()
                                .run(
                                        "get",
                                        "endpointslices",
                                        "--selector=kubernetes.io/service-name=chat",
                                        "--output=jsonpath={.items[*].endpoints[*].addresses[*]}")
                                .orFail()
                                .split(" "))
                        .hasSize(expected));
    }

    private static void finalizers(TestNamespace namespace, String json) {
        var _ = namespace
                .kubectl()
                .run(
                        "patch",
                        "pod/chat-1",
                        "--type=merge",
                        "--patch={\"metadata\": {\"finalizers\": %s}}".formatted(json))
                .orFail();
    }

    private static String message(Beam beam, String type) {
        return beam.get().getStatus().conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .map(condition -> condition.getMessage())
                .findFirst()
                .orElseThrow();
    }
}
