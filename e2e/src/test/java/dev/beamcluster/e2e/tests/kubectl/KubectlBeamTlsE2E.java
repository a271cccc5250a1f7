package dev.beamcluster.e2e.tests.kubectl;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.RunningCommand;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.TlsSecrets;
import dev.beamcluster.testkit.TestAuthority;

import static org.assertj.core.api.Assertions.assertThat;

/** What reaches the nodes themselves does so with every kind of release, over TLS and without epmd. */
@EndToEnd
class KubectlBeamTlsE2E {

    private final TlsSecrets secrets = new TlsSecrets(new TestAuthority("chat"));

    @ParameterizedTest
    @EnumSource
    void everyKindOfReleaseIsReached(SampleRelease workload, TestNamespace namespace) {
        // Given
        TlsSecrets.apply(namespace, secrets.ofNodes(namespace, "chat", 2));
        var beam = namespace
                .apply(
                        "chat",
                        workload.yaml(
                                "chat",
                                2,
                                workload.withFlags() + "  distribution: {epmd: false, tls: {secretName: chat-tls}}\n"))
                .becomesWhole(2);
        var plugin = KubectlBeam.of(namespace.cluster().kubeconfig(), namespace.name());
        String node = beam.nodeOf(beam.pod(1));

        // Then
        assertThat(plugin.run("verify", "chat").orFail()).contains("2 of 2 directed links verified");
        assertThat(plugin.run("verify", "chat", "--tls-secret", "chat-tls").orFail())
                .contains("2 of 2 directed links verified");
        assertThat(plugin.run("top", "chat", "--once").orFail()).contains("MiB");
        assertThat(plugin.run("status", "chat").orFail()).contains("TLS:", "chat-tls, ends in");
        String expression = workload == SampleRelease.MIX ? "IO.puts(node())" : "node()";
        assertThat(plugin.run("rpc", "chat", expression, "--pod", "chat-1").orFail())
                .contains(node);
        try (var console = RunningCommand.inTerminal(plugin.line("remsh", "chat", "chat-1"))) {
            var _ = console.awaitPrinted(Duration.ofSeconds(30), text -> text.contains("(%s)1>".formatted(node)));
        }
    }
}
