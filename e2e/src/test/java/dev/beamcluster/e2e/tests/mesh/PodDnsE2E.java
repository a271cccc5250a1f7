package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.ExpectedInLog;
import dev.beamcluster.e2e.tests.TlsSecrets;
import dev.beamcluster.testkit.TestAuthority;

import static org.assertj.core.api.Assertions.assertThat;

/** Images that name their node by the A record of its pod, as libcluster's mode {@code :dns} expects. */
@EndToEnd
class PodDnsE2E {

    private static final Duration REPORTED = Duration.ofSeconds(30);

    /** The start script of a release that computes the name. */
    private static final String SCRIPT = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: start}
            data:
              env.sh: |
                #!/bin/sh
                RECORD=$(echo "$POD_IP" | sed 's/\\./-/g')
                export RELEASE_NODE="chat@$RECORD.$NAMESPACE.pod.cluster.local"
            ---
            """;

    private static final String SPEC = """
              node: {address: PodDNS}
              env:
              - {name: POD_IP, valueFrom: {fieldRef: {apiVersion: v1, fieldPath: status.podIP}}}
              - {name: NAMESPACE, valueFrom: {fieldRef: {apiVersion: v1, fieldPath: metadata.namespace}}}
              template:
                spec:
                  volumes: [{name: start, configMap: {name: start}}]
                  containers:
                  - name: beam
                    volumeMounts: [{name: start, mountPath: /app/releases/1.4.0/env.sh, subPath: env.sh}]
            """;

    private final TlsSecrets secrets = new TlsSecrets(new TestAuthority("chat"));

    @ParameterizedTest
    @ValueSource(strings = {"", ", epmd: false", ", tls: {secretName: chat-tls, verification: Authority}"})
    void nodesThatAreNamedByTheirRecordsBecomeWhole(String more, TestNamespace namespace) {
        // Given
        TlsSecrets.apply(namespace, secrets.ofNodes(namespace, "chat", 2));

        // When
        var beam = namespace
                .apply("chat", SCRIPT + SampleRelease.MIX.yaml("chat", 2, SPEC + domain(more)))
                .becomesWhole(2);

        // Then
        assertThat(beam.nodeOf(beam.pod(0))).isEqualTo(record(beam.pod(0)));
        assertThat(beam.nodesSeenBy(beam.pod(0))).containsOnly(record(beam.pod(0)), record(beam.pod(1)));

        // When
        var before = beam.nodeOf(beam.pod(1));
        var _ = namespace.kubectl().run("delete", "pod", "chat-1").orFail();

        // Then another node takes its place
        beam.becomesWhole(2);
        assertThat(beam.nodeOf(beam.pod(1))).isEqualTo(record(beam.pod(1))).isNotEqualTo(before);
    }

    @Test
    @ExpectedInLog("InvalidSpec")
    void aReferenceToANameThatNobodySetsIsRefused(TestNamespace namespace) {
        // When
        var beam = namespace.apply(
                "chat", SampleRelease.CUSTOM.yaml("chat", 1, "  node: {address: PodDNS}\n" + domain("")));

        // Then
        beam.eventually(
                REPORTED,
                status -> status.condition("Stalled")
                        .isTrue()
                        .hasReason("InvalidSpec")
                        .mentions("spec.env[MY_NODENAME]", "no variable BEAM_NODE"));
        assertThat(beam.pods()).isEmpty();
    }

    @Test
    void disksOfNodesThatChangeTheirNamesAreWarnedOf(TestNamespace namespace) {
        // When
        var storage = "  storage: {whenDeleted: Delete, volumes: [{name: data, mountPath: /data, size: 64Mi}]}\n";
        var beam = namespace
                .apply("chat", SCRIPT + SampleRelease.MIX.yaml("chat", 1, SPEC + domain("") + storage))
                .becomesWhole(1);

        // Then
        assertThat(beam.get().getStatus().warnings())
                .singleElement()
                .asString()
                .startsWith("spec.storage: with spec.node.address: PodDNS");
    }

    private static String domain(String more) {
        return "  distribution: {clusterDomain: cluster.local" + more + "}\n";
    }

    private static String record(Pod pod) {
        return "chat@%s.%s.pod.cluster.local"
                .formatted(
                        pod.getStatus().getPodIP().replace('.', '-'),
                        pod.getMetadata().getNamespace());
    }
}
