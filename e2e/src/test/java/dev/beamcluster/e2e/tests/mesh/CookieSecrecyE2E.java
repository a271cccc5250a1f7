package dev.beamcluster.e2e.tests.mesh;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.OperatorLog;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** Anyone who has the cookie can run code on every node, so it must be only where it is needed. */
@EndToEnd
class CookieSecrecyE2E {

    @ParameterizedTest
    @EnumSource(SampleRelease.class)
    void theCookieOccursNowhereButInItsSecretAndItsFile(
            SampleRelease workload, TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        // Given
        var beam = namespace.apply("chat", workload.yaml("chat", 3)).becomesWhole(3);
        var cookie = cookie(namespace);
        assertThat(cookie).as("256 bits").hasSizeGreaterThanOrEqualTo(43);

        // Then
        assertThat(kubectl(namespace, "get", "all,beamclusters,events,configmaps,endpointslices", "--output", "yaml"))
                .as("objects other than Secrets")
                .doesNotContain(cookie);
        assertThat(kubectl(namespace, "describe", "all,beamclusters,secrets")).doesNotContain(cookie);
        assertThat(beam.pods())
                .allSatisfy(pod -> assertThat(
                                kubectl(namespace, "logs", pod.getMetadata().getName(), "--all-containers"))
                        .doesNotContain(cookie));
        assertThat(String.join("\n", new OperatorLog(cluster, operator).since(Instant.EPOCH)))
                .doesNotContain(cookie);
        assertArguments(workload, beam, cookie);
    }

    /** Only the start scripts of Mix and Relx pass the cookie as an argument. */
    private static void assertArguments(SampleRelease workload, Beam beam, String cookie) {
        var arguments = beam.pods().stream()
                .map(pod -> beam.exec(pod, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")
                        .orFail())
                .collect(Collectors.joining());
        switch (workload) {
            case MIX, RELX -> assertThat(arguments).contains("-setcookie " + cookie);
            case ERL, CUSTOM -> assertThat(arguments).doesNotContain(cookie);
        }
    }

    private static String cookie(TestNamespace namespace) {
        var data = kubectl(namespace, "get", "secret", "chat-cookie", "--output", "jsonpath={.data.*}");
        return new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII);
    }

    private static String kubectl(TestNamespace namespace, String... arguments) {
        return namespace.kubectl().run(arguments).orFail();
    }
}
