package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;
import java.util.concurrent.Callable;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who may connect to the nodes. NodeNetworkPolicyTest checks what the policy means; this test applies it on a cluster. */
@EndToEnd
class NetworkPolicyE2E {

    private static final Duration SOON = Duration.ofMinutes(1);
    /** Where policies are enforced, they are after this time; elsewhere, the test lasts that much longer. */
    private static final Duration ENFORCED = Duration.ofSeconds(30);

    /** A pod in the namespace of the nodes that is not a node. */
    private static final String STRANGER = """
            apiVersion: v1
            kind: Pod
            metadata: {name: stranger}
            spec:
              terminationGracePeriodSeconds: 0
              securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
              containers:
              - name: beam
                image: %s
                imagePullPolicy: IfNotPresent
                command: [sleep, infinity]
                securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
            """.formatted(SampleRelease.MIX.image());

    /** A policy that allows nothing, to detect whether the network plugin enforces policies. */
    private static final String NOBODY = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: nobody}
            spec: {podSelector: {matchLabels: {beamcluster.dev/cluster: control}}, policyTypes: [Ingress]}
            """;

    @Test
    void aStrangerReachesTheApplicationAndWherePoliciesAreEnforcedNothingElse(TestNamespace namespace) {
        // Given
        var beam = namespace
                .apply("chat", SampleRelease.MIX.yaml("chat", 2, "  ports: [{name: http, port: 8080}]\n"))
                .becomesWhole(2);
        var control = namespace
                .apply("control", SampleRelease.MIX.yaml("control", 1, "  networkPolicy: {enabled: false}\n"))
                .becomesWhole(1);
        var _ = namespace.kubectl().apply(STRANGER + "---\n" + NOBODY).orFail();
        var _ = namespace
                .kubectl()
                .run("wait", "--for=condition=Ready", "pod/stranger", "--timeout=120s")
                .orFail();

        // When
        boolean isEnforced = eventually(() -> !reaches(namespace, control, 8080));

        // Then
        await("the application is reached").atMost(SOON).until(() -> reaches(namespace, beam, 8080));
        assertThat(reaches(namespace, beam, 9100)).as("the distribution").isEqualTo(!isEnforced);
        assertThat(reaches(namespace, beam, 4369)).as("epmd").isEqualTo(!isEnforced);
        beam.becomesWhole(2);
    }

    @Test
    void thePolicyIsDeletedWhenDisabledAndRecreatedWhenEnabled(TestNamespace namespace) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2)).becomesWhole(2);
        var before = beam.incarnations();
        assertThat(policies(namespace)).contains("networkpolicy.networking.k8s.io/chat");

        // When, then
        var _ = namespace
                .kubectl()
                .apply(SampleRelease.MIX.yaml("chat", 2, "  networkPolicy: {enabled: false}\n"))
                .orFail();
        await().atMost(SOON).untilAsserted(() -> assertThat(policies(namespace)).isEmpty());

        // When, then
        var _ = namespace.kubectl().apply(SampleRelease.MIX.yaml("chat", 2)).orFail();
        await().atMost(SOON).untilAsserted(() -> assertThat(policies(namespace)).contains("chat"));
        beam.becomesWhole(2);
        assertThat(beam.incarnations()).as("no node was restarted").isEqualTo(before);
    }

    @Test
    @ExpectedInLog("ApplyRefused")
    void aForeignPolicyIsReportedAndUnchanged(TestNamespace namespace) {
        // Given
        var theirs = NOBODY.replace("name: nobody", "name: chat");
        var _ = namespace.kubectl().apply(theirs).orFail();

        // When
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 1));

        // Then
        beam.eventually(
                Beam.WHOLE,
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("ApplyRefused")
                        .mentions("NetworkPolicy chat"));

        // When
        var _ = namespace
                .kubectl()
                .apply(SampleRelease.MIX.yaml("chat", 1, "  networkPolicy: {enabled: false}\n"))
                .orFail();

        // Then
        beam.becomesWhole(1);
        assertThat(policies(namespace)).as("theirs").contains("chat");
    }

    private static boolean eventually(Callable<Boolean> condition) {
        try {
            await().atMost(ENFORCED).until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static boolean reaches(TestNamespace namespace, Beam beam, int port) {
        var address = beam.pod(0).getStatus().getPodIP();
        return namespace
                .kubectl()
                .run(
                        "exec",
                        "stranger",
                        "--",
                        "timeout",
                        "3",
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/%s/%d".formatted(address, port))
                .succeeded();
    }

    private static String policies(TestNamespace namespace) {
        return namespace
                .kubectl()
                .run("get", "networkpolicy", "--output", "name")
                .orFail();
    }
}
