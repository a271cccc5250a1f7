package dev.beamcluster.e2e.tests.examples;

import java.time.Duration;
import java.util.List;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The example {@code hpa}: the autoscaler of Kubernetes scales a BeamCluster by the CPU that its nodes use. */
@EndToEnd
@Order(1)
class AutoscalerE2E {

    /**
     * The autoscaler looks every 15 s (Kubernetes, {@code --horizontal-pod-autoscaler-sync-period}), metrics-server needs
     * two looks at a pod, 15 s apart, and the autoscaler does not use figures from before a pod was ready.
     */
    private static final Duration LOOKED = Duration.ofMinutes(3);

    /** The fourth node is removed. */
    private static final Duration SCALED_DOWN = Duration.ofMinutes(3);

    /** One node more is enough to see. By default the autoscaler removes it only if five minutes passed without load. */
    private static final String FOUR_AND_SOONER = "{\"spec\":{\"maxReplicas\":4,\"behavior\":{\"scaleDown\":{"
            + "\"stabilizationWindowSeconds\":15,\"policies\":[{\"type\":\"Pods\",\"value\":1,\"periodSeconds\":15}]}}}}";

    @Test
    void nodesAreAddedUnderLoadAndRemovedWithoutIt(TestNamespace namespace) {
        // Given
        var beam = Example.of("hpa").becomesWhole(namespace);
        var _ = namespace
                .kubectl()
                .run("patch", "hpa", "crowd", "--type=merge", "--patch=" + FOUR_AND_SOONER)
                .orFail();
        await().atMost(LOOKED)
                .untilAsserted(() -> assertThat(conditions(namespace))
                        .extracting(condition -> condition.getType() + "=" + condition.getStatus())
                        .contains("AbleToScale=True", "ScalingActive=True"));
        var scale = "/apis/beamcluster.dev/v1alpha1/namespaces/%s/beamclusters/crowd/scale".formatted(namespace.name());
        assertThat(namespace.kubectl().run("get", "--raw", scale).orFail())
                .contains("\"selector\":\"beamcluster.dev/cluster=crowd\"");

        // When
        var service = namespace.kubectl().fields("service/crowd", "{.spec.clusterIP}");
        var _ = namespace.kubectl().apply(load(service)).orFail();

        // Then
        beam.eventually(LOOKED, status -> status.isWhole(4));

        // When
        var _ = namespace.kubectl().run("delete", "pod", "load").orFail();

        // Then
        beam.eventually(SCALED_DOWN, status -> status.isWhole(3));
        beam.becomesWhole(3);
    }

    /** Four clients, each with a request open all the time. Together they use at most half a core. */
    private static String load(String address) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: load}
                spec:
                  terminationGracePeriodSeconds: 0
                  securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: load
                    image: %s
                    imagePullPolicy: IfNotPresent
                    command:
                    - bash
                    - -c
                    - |
                      trap '' PIPE
                      client() {
                        while :; do { printf 'GET / HTTP/1.1\\r\\n\\r\\n' >&3; read -r -t 10 -u 3; } 3<>/dev/tcp/%s/8080; done
                      }
                      client & client & client & client & wait
                    resources: {requests: {cpu: 10m}, limits: {cpu: 500m}}
                    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """.formatted(SampleRelease.MIX.image(), address);
    }

    private static List<HorizontalPodAutoscalerCondition> conditions(TestNamespace namespace) {
        var status = namespace
                .cluster()
                .client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace.name())
                .withName("crowd")
                .require()
                .getStatus();
        return status == null ? List.of() : status.getConditions();
    }
}
