package dev.beamcluster.e2e.tests.kubectl;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.CommandResult;
import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.PacketFilter;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every command of the plugin, on one BeamCluster: in order, because starting one for each would take minutes. */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubectlBeamE2E {

    private static final Duration SEEN = Duration.ofSeconds(20);

    private TestNamespace namespace;
    private Beam beam;
    private KubectlBeam plugin;

    @BeforeAll
    void startThreeNodes(TestNamespace shared) {
        namespace = shared;
        beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
        plugin = KubectlBeam.of(namespace.cluster().kubeconfig(), namespace.name());
    }

    @Test
    @Order(1)
    void aWholeBeamClusterIsWholeForEveryCommandThatReads(OperatorInstall operator) {
        assertThat(exit(0, "status", "chat")).contains("chat is whole", "6 of 6 directed links verified", "chat-2");
        assertThat(exit(0, "status", "chat", "-v")).contains("Stalled", beam.nodeOf(beam.pod(0)));
        assertThat(exit(0, "status")).contains("chat", "3/3", "6/6");
        assertThat(exit(0, "status", "chat", "-o", "yaml")).contains("health: \"whole\"");
        assertThat(exit(0, "mesh", "chat")).contains("6 of 6 directed links verified");
        assertThat(exit(0, "mesh", "chat", "-o", "svg")).startsWith("<svg");
        assertThat(exit(0, "history", "chat")).contains("Ready True FullMesh");
        assertThat(exit(0, "logs", "chat", "--tail", "5")).contains("chat-");
        assertThat(exit(0, "version")).contains("operator", operator.images().getFirst());
        assertThat(exit(0, "install")).isEqualTo(Repository.here().text("deploy/beamcluster.yaml"));
        assertThat(plugin.command()
                        .with("__complete", "status", "-n", namespace.name(), "c")
                        .run()
                        .out())
                .isEqualTo("chat\n:4\n");
    }

    @Test
    @Order(2)
    void thePluginVerifiesTheMeshItselfAlsoWithoutAnOperator() {
        // Given
        var before = beam.incarnations();

        // Then
        assertThat(exit(0, "verify", "chat")).contains("seen from here: whole", "the operator says: Meshed True");
        assertThat(exit(0, "verify", "--selector", "beamcluster.dev/cluster=chat", "--cookie-secret", "chat-cookie"))
                .contains("6 of 6 directed links verified");
        assertThat(exit(0, "top", "chat", "--once")).contains("MiB", "chat-2");
        assertThat(exit(0, "rpc", "chat", "IO.puts(node())", "--pod", "chat-1")).contains(beam.nodeOf(beam.pod(1)));
        assertThat(beam.incarnations()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void aCutLinkIsSeenByBothAndStaysInTheHistory(PacketFilter filter) {
        // When
        filter.cut(ip(0), ip(1));

        // Then
        await().atMost(SEEN)
                .untilAsserted(() -> assertThat(exit(1, "mesh", "chat")).contains("chat-0 <-> chat-1"));
        assertThat(exit(1, "status", "chat")).contains("chat is not whole", "kubectl beam verify chat");
        assertThat(exit(1, "verify", "chat")).contains("chat-0 <-> chat-1", "seen from here: not whole");

        // When
        filter.restore();
        beam.becomesWhole(3);

        // Then
        assertThat(exit(0, "history", "chat")).contains("lost chat-", "back chat-");
        assertThat(exit(0, "verify", "chat")).contains("seen from here: whole");
    }

    @Test
    @Order(4)
    void aReaderReadsAndEveryMissingRightIsNamed(@TempDir Path folder) throws IOException {
        // Given a person with the ClusterRole for reading, and one without rights
        var _ = namespace
                .kubectl()
                .apply(Repository.here().text("deploy/kubectl-beam.yaml"))
                .orFail();
        for (String account : List.of("reader", "stranger")) {
            var _ = namespace.kubectl().run("create", "serviceaccount", account).orFail();
        }
        var _ = namespace
                .kubectl()
                .run(
                        "create",
                        "rolebinding",
                        "reader",
                        "--clusterrole=kubectl-beam-read",
                        "--serviceaccount=" + namespace.name() + ":reader")
                .orFail();
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
                        .doesNotContain(cookie);
            }
        }
    }

    @Test
    @Order(5)
    void changesAreMadeAndAwaited() {
        assertThat(exit(2, "pause", "chat")).isNotNull();
        assertThat(exit(0, "pause", "chat", "--yes", "--wait")).contains("paused");
        assertThat(exit(0, "resume", "chat", "--yes", "--wait")).contains("whole");
        var before = beam.incarnations();
        assertThat(exit(0, "scale", "chat", "2", "--yes", "--wait")).contains("shrinks from 3 to 2", "2/2 nodes");
        assertThat(exit(0, "restart", "chat", "--yes", "--wait")).contains("2 of 2 nodes replaced");
        beam.becomesWhole(2);
        assertThat(beam.incarnations().values()).doesNotContainAnyElementsOf(before.values());
    }

    /** As the JVM's start is most of it, medians of runs one after the other, on a machine that other tests use too. */
    @Test
    @Order(6)
    void statusTakesAtMostThreeTimesAsLongAsKubectl() {
        var kubectl = new ArrayList<Duration>();
        var status = new ArrayList<Duration>();
        for (int run = 0; run < 7; run++) {
            kubectl.add(time(() -> namespace.kubectl().run("get", "beam", "chat")));
            status.add(time(() -> plugin.run("status", "chat")));
        }

        assertThat(median(status)).isLessThanOrEqualTo(median(kubectl).multipliedBy(3));
    }

    private static Duration time(Supplier<CommandResult> command) {
        long start = System.nanoTime();
        var _ = command.get().orFail();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }

    private String ip(int ordinal) {
        return beam.pod(ordinal).getStatus().getPodIP();
    }

    /** Runs a command that must end with this exit code, and returns what it printed. */
    private String exit(int exitCode, String... arguments) {
        var result = plugin.run(arguments);
        assertThat(result.exitCode())
                .as("kubectl beam %s%n%s%s", String.join(" ", arguments), result.out(), result.err())
                .isEqualTo(exitCode);
        return result.out();
    }
}
