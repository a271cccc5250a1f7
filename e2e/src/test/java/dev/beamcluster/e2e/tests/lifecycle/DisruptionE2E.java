package dev.beamcluster.e2e.tests.lifecycle;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How many nodes can be evicted at the same time. */
@EndToEnd
class DisruptionE2E {

    private static final Duration COUNTED = Duration.ofMinutes(1);

    @Test
    void onlyOneNodeIsEvictedAtATime(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
        awaitAllowance(namespace, "1");

        // When, then
        assertThat(isEvicted(namespace, "chat-2")).isTrue();
        assertThat(isEvicted(namespace, "chat-1")).isFalse();
        beam.becomesWhole(3);
        awaitAllowance(namespace, "1");
        assertThat(isEvicted(namespace, "chat-1")).isTrue();
        beam.becomesWhole(3);
    }

    @Test
    void aPodThatOnlyCarriesTheNodesLabelDoesNotCount(TestNamespace namespace) {
        // Given
        var _ = namespace.kubectl().apply(guest()).orFail();
        var beam = namespace.apply("chat", SampleRelease.ERL.yaml("chat", 2)).becomesWhole(2);
        var _ = namespace
                .kubectl()
                .run("wait", "pod/guest", "--for=condition=Ready", "--timeout=120s")
                .orFail();

        // When, then
        awaitAllowance(namespace, "1");
        await().during(Duration.ofSeconds(2))
                .atMost(COUNTED)
                .until(() -> allowance(namespace).equals("1"));
        assertThat(isEvicted(namespace, "chat-1")).isTrue();
        assertThat(isEvicted(namespace, "chat-0")).isFalse();
        beam.becomesWhole(2);
    }

    @Test
    void maxUnavailableNodesAreEvicted(TestNamespace namespace) {
        // Given
        var beam = namespace
                .apply("chat", SampleRelease.MIX.yaml("chat", 3, "  disruption: {maxUnavailable: 2}\n"))
                .becomesWhole(3);
        awaitAllowance(namespace, "2");

        // When, then
        assertThat(isEvicted(namespace, "chat-2")).isTrue();
        assertThat(isEvicted(namespace, "chat-1")).isTrue();
        assertThat(isEvicted(namespace, "chat-0")).isFalse();
        beam.becomesWhole(3);
    }

    @Test
    void aSingleNodeHasNoBudget(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2)).becomesWhole(2);
        assertThat(budgets(namespace)).contains("chat");

        // When
        var _ = namespace.kubectl().run("scale", "beam/chat", "--replicas=1").orFail();

        // Then
        beam.becomesWhole(1);
        await().atMost(COUNTED)
                .untilAsserted(() -> assertThat(budgets(namespace)).isEmpty());
        assertThat(isEvicted(namespace, "chat-0")).isTrue();
        beam.becomesWhole(1);
    }

    /** Waits until Kubernetes allows this number of evictions; it counts a node some time after it becomes ready. */
    private static void awaitAllowance(TestNamespace namespace, String evictions) {
        await().atMost(COUNTED)
                .untilAsserted(() -> assertThat(allowance(namespace)).isEqualTo(evictions));
    }

    private static String allowance(TestNamespace namespace) {
        return namespace
                .kubectl()
                .run("get", "poddisruptionbudget", "chat", "--output", "jsonpath={.status.disruptionsAllowed}")
                .orFail();
    }

    /** A pod of another owner with the label of the nodes; it runs no node. */
    private static String guest() {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: guest, labels: {beamcluster.dev/cluster: chat}}
                spec:
                  securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: guest
                    image: %s
                    command: [sleep, infinity]
                    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """.formatted(SampleRelease.ERL.image());
    }

    private static String budgets(TestNamespace namespace) {
        return namespace
                .kubectl()
                .run("get", "poddisruptionbudget", "--output", "name")
                .orFail();
    }

    /** Requests an eviction like {@code kubectl drain}, but once: fabric8's client retries until it is allowed. */
    private static boolean isEvicted(TestNamespace namespace, String pod) {
        var answer = namespace
                .kubectl()
                .command()
                .with(
                        "create",
                        "--raw",
                        "/api/v1/namespaces/%s/pods/%s/eviction".formatted(namespace.name(), pod),
                        "--filename",
                        "-")
                .run("""
                        {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "%s", "namespace": "%s"}}
                        """.formatted(pod, namespace.name()));
        if (!answer.succeeded()) {
            assertThat(answer.err()).contains("disruption budget");
        }
        return answer.succeeded();
    }
}
