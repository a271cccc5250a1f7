package dev.beamcluster.e2e.tests.pods;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** The operator's probes, and those of users that replace them. */
@EndToEnd
class ProbesE2E {

    private static final String LISTENING = "  ports: [{name: http, port: 80, targetPort: 8080}]\n";

    @Test
    void aNodeThatStartsSlowlyIsNotRestarted(TestNamespace namespace) {
        // Given a node that listens after far more failed probes than Kubernetes allows by default
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 1, LISTENING + """
                  template: {spec: {containers: [{name: beam, command: [sh, -c, 'sleep 20; exec /app/bin/chat start']}]}}
                """));

        // Then
        beam.becomesWhole(1);
        assertThat(beam.incarnations().get("chat-0")).endsWith("restarted 0");
    }

    @Test
    void aReadinessProbeOfTheUsersReplacesBothOfTheOperators(TestNamespace namespace) {
        // When
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 1, LISTENING + """
                  template:
                    spec:
                      containers:
                      - name: beam
                        readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 2}
                """));

        // Then
        beam.becomesWhole(1);
        var container = beam.pod(0).getSpec().getContainers().getFirst();
        assertThat(container.getStartupProbe()).isNull();
        assertThat(container.getReadinessProbe().getTcpSocket()).isNull();
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/");
    }
}
