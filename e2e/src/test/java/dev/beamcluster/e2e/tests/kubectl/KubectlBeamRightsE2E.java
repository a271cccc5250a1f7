package dev.beamcluster.e2e.tests.kubectl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.CommandResult;
import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The plugin with the rights of others, and what a report has that may leave the house. */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubectlBeamRightsE2E {

    private static final String SECRET = "hunter2-of-stripe";

    private TestNamespace namespace;
    private Beam beam;

    @BeforeAll
    void startTwoNodes(TestNamespace shared) {
        namespace = shared;
        String variable = "  env: [{name: STRIPE, value: %s}]\n".formatted(SECRET);
        beam = namespace
                .apply("chat", SampleRelease.MIX.yaml("chat", 2, variable))
                .becomesWhole(2);
        var _ = namespace
                .kubectl()
                .apply(Repository.here().text("deploy/kubectl-beam.yaml"))
                .orFail();
    }

    @Test
    void aReaderReadsAndEveryMissingRightIsNamed(@TempDir Path folder) throws IOException {
        // Given a person with the ClusterRole for reading, and one without rights
        KubectlBeam.bind(namespace, "stranger");
        KubectlBeam.bind(namespace, "reader", "read");
        var reader = of("reader", folder);

        // Then
        for (String command : List.of("status", "mesh", "history", "logs")) {
            assertThat(reader.run(command, "chat").exitCode()).as(command).isZero();
        }
        assertMissing(reader.run("verify", "chat"), "get secrets");
        assertMissing(reader.run("restart", "chat", "--yes"), "patch statefulsets.apps");
        assertMissing(reader.run("scale", "chat", "1", "--yes"), "patch beamclusters.beamcluster.dev");
        assertMissing(of("stranger", folder).run("status", "chat"), "get beamclusters.beamcluster.dev");
        assertReport(reader, folder.resolve("report.zip"));
    }

    @Test
    void eachClusterRoleIsEnoughForItsCommands(@TempDir Path folder) {
        // Given a person who changes BeamClusters, and one who visits nodes
        KubectlBeam.bind(namespace, "changer", "read", "change");
        KubectlBeam.bind(namespace, "visitor", "read", "node");
        var changer = of("changer", folder);
        var visitor = of("visitor", folder);

        // Then
        assertThat(changer.run("pause", "chat", "--yes", "--wait").orFail()).contains("paused");
        assertThat(changer.run("resume", "chat", "--yes").orFail()).contains("applies the spec");
        assertThat(changer.run("scale", "chat", "2", "--yes").orFail()).contains("nothing changes");
        beam.becomesWhole(2);
        assertThat(visitor.run("verify", "chat").orFail()).contains("seen from here: whole");
        assertThat(visitor.run("top", "chat", "--once").orFail()).contains("MiB");
        assertThat(visitor.run("rpc", "chat", "IO.puts(node())").orFail()).contains("chat@");
        assertMissing(visitor.run("pause", "chat", "--yes"), "patch beamclusters.beamcluster.dev");
    }

    private KubectlBeam of(String account, Path folder) {
        return KubectlBeam.of(KubectlBeam.kubeconfigOf(namespace, account, folder), namespace.name());
    }

    private static void assertMissing(CommandResult result, String right) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("missing right", "may not " + right));
    }

    private void assertReport(KubectlBeam reader, Path file) throws IOException {
        var _ = reader.run("report", "chat", "--file", file.toString()).orFail();
        String cookie =
                beam.exec(beam.pod(0), "printenv RELEASE_COOKIE").orFail().strip();
        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()))
                    .contains(
                            "beamcluster.yaml",
                            "status.txt",
                            "mesh.txt",
                            "history.txt",
                            "logs/chat-0.log",
                            "missing.txt");
            for (var entry : Collections.list(zip.entries())) {
                assertThat(new String(zip.getInputStream(entry).readAllBytes(), UTF_8))
                        .as(entry.getName())
                        .doesNotContain(cookie, SECRET);
            }
        }
    }
}
