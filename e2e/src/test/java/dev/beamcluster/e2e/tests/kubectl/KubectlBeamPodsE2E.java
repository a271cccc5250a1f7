package dev.beamcluster.e2e.tests.kubectl;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.RunningCommand;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Consoles and logs, on one BeamCluster: in order, because the last test ends a node. */
@EndToEnd
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubectlBeamPodsE2E {

    private static final Duration SEEN = Duration.ofSeconds(30);

    /** Time for a command that prints until it is stopped. */
    private static final Duration STARTED = Duration.ofSeconds(30);

    /** The command that ends consoles. */
    private static final Pattern CONSOLES = Pattern.compile("(?m)^kubectl beam rpc chat --pod chat-0 '(.+)'$");

    private TestNamespace namespace;
    private Beam beam;
    private KubectlBeam plugin;

    @BeforeAll
    void startTwoNodes(TestNamespace shared) {
        namespace = shared;
        beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 2)).becomesWhole(2);
        plugin = KubectlBeam.of(namespace.cluster().kubeconfig(), namespace.name());
    }

    @Test
    @Order(1)
    void whatGoesOnIsPrintedUntilItIsStopped() {
        // Given
        var before = beam.incarnations();

        // Then
        String prompt = "(%s)1>".formatted(beam.nodeOf(beam.pod(0)));
        assertThat(inTerminal(text -> text.contains(prompt), "remsh", "chat", "chat-0"))
                .contains("Interactive Elixir");
        assertThat(inTerminal(text -> text.split("chat-1", -1).length > 2, "top", "chat", "--interval", "1"))
                .contains("LONGEST MESSAGE QUEUES");
        assertThat(beam.incarnations()).isEqualTo(before);
    }

    @Test
    @Order(1)
    void theLogsOfAllNodesAreOneStream() {
        try (var following = RunningCommand.start(plugin.line("logs", "chat", "--follow", "--since", "5m"))) {
            // When
            var _ = printed("rpc", "chat", ":erlang.display(:one)", "--pod", "chat-0");
            var _ = printed("rpc", "chat", ":erlang.display(:two)", "--pod", "chat-1");

            // Then
            var _ = following.awaitPrinted(
                    STARTED, text -> text.contains("chat-0  one") && text.contains("chat-1  two"));
        }
        assertThat(printed("logs", "chat", "--tail", "5")).contains("chat-0  one", "chat-1  two");
    }

    /** As docs/kubectl-beam.md says: a console whose kubectl was killed stays, and one command ends it. */
    @Test
    @Order(2)
    void aKilledConsoleStaysUntilItIsEnded() {
        // Given
        String hidden = "IO.inspect(Node.list(:hidden))";
        String prompt = "(%s)1>".formatted(beam.nodeOf(beam.pod(0)));
        var _ = inTerminal(text -> text.contains(prompt), "remsh", "chat", "chat-0");
        assertThat(printed("rpc", "chat", hidden, "--pod", "chat-0")).contains(":\"rem-");

        // When
        var ending = CONSOLES.matcher(Repository.here().text("docs/kubectl-beam.md"));
        assertThat(ending.find()).isTrue();
        var _ = printed("rpc", "chat", ending.group(1), "--pod", "chat-0");

        // Then
        await().atMost(SEEN)
                .untilAsserted(() -> assertThat(printed("rpc", "chat", hidden, "--pod", "chat-0"))
                        .doesNotContain(":\"rem-"));
    }

    @Test
    @Order(3)
    void theLogOfAContainerThatEndedIsKept() {
        // Given
        assertThat(plugin.run("logs", "chat", "--previous").err()).contains("chat-1: ", "not found");
        var _ = printed("rpc", "chat", ":erlang.display(:last_words)", "--pod", "chat-1");

        // When
        var _ = plugin.run("rpc", "chat", ":erlang.halt(3)", "--pod", "chat-1");

        // Then
        await().atMost(SEEN)
                .untilAsserted(() -> assertThat(
                                plugin.run("logs", "chat", "--previous").out())
                        .contains("chat-1  last_words"));
        beam.becomesWhole(2);
    }

    private String inTerminal(Predicate<String> expected, String... arguments) {
        try (var running = RunningCommand.inTerminal(plugin.line(arguments))) {
            return running.awaitPrinted(STARTED, expected);
        }
    }

    /** Runs a command that must succeed, and returns what it printed. */
    private String printed(String... arguments) {
        return plugin.run(arguments).orFail();
    }
}
