package dev.beamcluster.e2e.tests.input;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;

/** Valid specs that this Kubernetes cluster, or this namespace, does not allow. */
@EndToEnd
class ClusterLimitsE2E {

    private static final Duration REPORTED = Duration.ofSeconds(60);

    @Test
    @ExpectedInLog({"failed quota", "spec.template"})
    void whatAQuotaAsksForIsReported(TestNamespace namespace) {
        // Given
        var _ = namespace.kubectl().apply("""
                        apiVersion: v1
                        kind: ResourceQuota
                        metadata: {name: all}
                        spec: {hard: {requests.cpu: '2', limits.memory: 2Gi}}
                        """).orFail();

        // When
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 1));

        // Then
        beam.eventually(
                REPORTED,
                status ->
                        status.condition("Ready").isFalse().mentions("must specify", "limits.memory", "requests.cpu"));

        // When
        var _ = namespace.apply(
                "chat",
                SampleRelease.MIX.yaml(
                        "chat", 1, "  resources: {requests: {cpu: 50m, memory: 128Mi}, limits: {memory: 512Mi}}\n"));

        // Then
        beam.becomesWhole(1);
    }

    @Test
    @ExpectedInLog("ApplyRefused")
    void anIpFamilyThatTheClusterLacksIsReported(TestNamespace namespace) {
        // When
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 1, "  distribution: {ipFamily: IPv6}\n"));

        // Then
        beam.eventually(
                REPORTED,
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("ApplyRefused")
                        .mentions("Service chat-nodes", "not configured on this cluster"));
    }
}
