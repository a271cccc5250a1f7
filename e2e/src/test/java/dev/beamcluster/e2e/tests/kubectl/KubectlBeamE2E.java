package dev.beamcluster.e2e.tests.kubectl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Command;
import dev.beamcluster.e2e.harness.CommandResult;
import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.PacketFilter;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.RunningCommand;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every command of the plugin, on one BeamCluster: in order, because starting one for each would take minutes. */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubectlBeamE2E {

    private static final Duration SEEN = Duration.ofSeconds(20);

    /** Time for a command that prints until it is stopped. */
    private static final Duration STARTED = Duration.ofSeconds(30);

    /** How much longer than kubectl the plugin may take; docs/kubectl-beam.md has what it takes at rest. */
    private static final int TIMES = 40;

    /** A command, and what it printed. */
    private static final Pattern README = Pattern.compile("(?m)^\\$ kubectl beam (.+)\n((?:(?!\\$ |```).*\n)+)");

    private static final String COMPLETION = "operator/kubectl/src/dist/kubectl_complete-beam";

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
        // The exit code is about all, and those of other tests are rarely whole at the same time.
        assertThat(plugin.run("status", "--all-namespaces").out()).containsPattern(namespace.name() + " +chat +whole ");
        Map.of("svg", "<svg", "dot", "graph mesh", "mermaid", "graph LR", "plantuml", "@startuml", "json", "{")
                .forEach((notation, start) -> assertThat(exit(0, "mesh", "chat", "-o", notation))
                        .startsWith(start)
                        .contains("chat-2"));
        assertThat(exit(0, "history", "chat")).contains("Ready True FullMesh");
        assertThat(exit(0, "version")).contains("operator", operator.images().getFirst());
        assertThat(exit(0, "completion")).isEqualTo(Repository.here().text(COMPLETION));
        assertThat(exit(0, "install")).isEqualTo(Repository.here().text("deploy/beamcluster.yaml"));
        assertThat(plugin.command()
                        .with("__complete", "status", "-n", namespace.name(), "c")
                        .run()
                        .out())
                .isEqualTo("chat\n:4\n");
    }

    @Test
    @Order(1)
    void theReadmeShowsWhatIsPrinted() {
        Map<String, String> shown = README.matcher(Repository.here().text("README.md"))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        assertThat(shown).containsOnlyKeys("mesh chat", "status chat");

        for (String command : shown.keySet()) {
            assertThat(comparable(exit(0, command.split(" "))))
                    .as(command)
                    .isEqualTo(comparable(shown.getOrDefault(command, "")));
        }
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
        try (var watching = RunningCommand.start(plugin.line("mesh", "chat", "--watch"))) {
            var _ = watching.awaitPrinted(STARTED, text -> text.contains("6 of 6"));

            // When
            filter.cut(ip(0), ip(1));

            // Then
            var _ = watching.awaitPrinted(STARTED, text -> text.contains("chat-0 <-> chat-1"));
        }
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

    /** Medians of runs one after the other, on a machine that other tests use too. */
    @Test
    @Order(5)
    void statusTakesNoLongerThanItDid() {
        var kubectl = new ArrayList<Duration>();
        var status = new ArrayList<Duration>();
        var kubectlWatch = new ArrayList<Duration>();
        var statusWatch = new ArrayList<Duration>();
        var get = namespace.kubectl().command().with("get", "beam", "chat");
        for (int run = 0; run < 7; run++) {
            kubectl.add(time(get::run));
            status.add(time(() -> plugin.run("status", "chat")));
            kubectlWatch.add(first(get.with("--watch")));
            statusWatch.add(first(plugin.line("status", "chat", "--watch")));
        }

        assertThat(median(status)).as("kubectl get: %s", median(kubectl)).isLessThanOrEqualTo(times(kubectl));
        assertThat(median(statusWatch))
                .as("first character; kubectl get: %s", median(kubectlWatch))
                .isLessThanOrEqualTo(times(kubectlWatch));
    }

    /** Without what differs from run to run: times, the namespace, the Kubernetes node at the end of a row, and events. */
    private String comparable(String printed) {
        return printed.lines()
                .takeWhile(line -> !line.startsWith("Events:"))
                .map(line -> line.replace(namespace.name(), "default")
                        .replaceAll("\\b(\\d+[dhms])+\\b", "TIME")
                        .replaceAll(" +", " ")
                        .replaceAll("^(chat-\\d .*) \\S+$", "$1"))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static Duration times(List<Duration> kubectl) {
        return median(kubectl).multipliedBy(TIMES);
    }

    private static Duration first(Command watch) {
        try (var running = RunningCommand.start(watch)) {
            return running.timeToFirstCharacter();
        }
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
