package dev.beamcluster.e2e.tests.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.TestNamespaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The operator may die after any write, before it receives the answer. Its successor reaches exactly the state that an
 * undisturbed operator reaches: the test compares all objects.
 */
@EndToEnd
@Isolated("replaces the installed operator by others")
class OperatorKilledE2E {

    private static final Duration ALL = Duration.ofMinutes(30);
    private static final Duration END = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(500);

    /** Longer than a probe round and the status update after it. */
    private static final Duration SETTLED = Duration.ofSeconds(4);

    /** An image, and the same image by another name. */
    private static final String IMAGE = SampleRelease.ERL.image();

    private static final String SAME_IMAGE = "docker.io/" + IMAGE;

    /**
     * An action of a user.
     *
     * @param name of the action
     * @param make performs it
     * @param nodes the resulting number of nodes
     */
    record Step(String name, Consumer<TestNamespace> make, int nodes) {}

    private static final Step CREATE = new Step("create", namespace -> apply(namespace, 2, IMAGE), 2);
    private static final Step DELETE = new Step(
            "delete",
            namespace -> namespace.kubectl().run("delete", "beam/chat").orFail(),
            0);
    private static final Step SCALE_UP = new Step("scale up", namespace -> apply(namespace, 3, IMAGE), 3);
    private static final Step SCALE_DOWN = new Step("scale down", namespace -> apply(namespace, 2, IMAGE), 2);
    private static final Step IMAGE_CHANGE = new Step("image change", namespace -> apply(namespace, 2, SAME_IMAGE), 2);
    private static final Step IMAGE_BACK = new Step("the image back", namespace -> apply(namespace, 2, IMAGE), 2);

    /**
     * Steps that are repeated with a kill after each of their writes.
     *
     * @param before steps that create the initial state
     * @param turns sequences of steps to use in turn; after the last, the state is that before the first
     * @param first number of the first write to kill after
     * @param last number of the last write to kill after; may exceed the number of writes
     */
    record Scenario(List<Step> before, List<List<Step>> turns, int first, int last) {

        static Scenario all(List<Step> before, List<List<Step>> turns) {
            return new Scenario(before, turns, 1, Integer.MAX_VALUE);
        }

        List<Step> steps(int write) {
            return turns.get((write - first) % turns.size());
        }
    }

    static List<Scenario> scenarios() {
        // The change and its reverse take turns. An image change takes the most writes, so three scenarios share them.
        var image = List.of(List.of(IMAGE_CHANGE), List.of(IMAGE_BACK));
        return List.of(
                Scenario.all(List.of(), List.of(List.of(CREATE, DELETE))),
                Scenario.all(List.of(CREATE), List.of(List.of(SCALE_UP, SCALE_DOWN))),
                new Scenario(List.of(CREATE), image, 1, 6),
                new Scenario(List.of(CREATE), image, 7, 12),
                new Scenario(List.of(CREATE), image, 13, Integer.MAX_VALUE));
    }

    /** The scenarios run in parallel, each with its own operator. */
    @Test
    void theSuccessorReachesTheStateOfAnUndisturbedOperator(
            Cluster cluster, OperatorInstall operator, TestNamespaces namespaces) {
        operator.stop(cluster);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var kills = new ConcurrentLinkedQueue<Step>();
            var running = scenarios().stream()
                    .map(scenario ->
                            threads.submit(() -> run(scenario, namespaces.another(), namespaces.another(), kills)))
                    .toList();
            assertThat(running).allSatisfy(scenario -> assertThat(scenario).succeedsWithin(ALL));
            // How many writes a step takes depends on the pace of statuses, so a scenario of late writes may have none.
            assertThat(List.of(CREATE, SCALE_UP, SCALE_DOWN, IMAGE_CHANGE, IMAGE_BACK))
                    .allSatisfy(
                            step -> assertThat(kills).filteredOn(step::equals).hasSizeGreaterThanOrEqualTo(2));
        } finally {
            operator.start(cluster);
        }
    }

    private static void run(Scenario scenario, TestNamespace namespace, TestNamespace home, Queue<Step> kills) {
        var start = Instant.now();
        try (var proxied = ProxiedOperator.watching(namespace, home)) {
            // Given
            scenario.before().forEach(step -> undisturbed(step, namespace));
            var ends = new HashMap<Step, String>();
            scenario.turns().forEach(steps -> steps.forEach(step -> ends.put(step, undisturbed(step, namespace))));

            // When, then
            var killed = new ArrayList<String>();
            int before = -1;
            for (int write = scenario.first(); write <= scenario.last() && killed.size() > before; write++) {
                before = killed.size();
                for (Step step : scenario.steps(write)) {
                    var end = Objects.requireNonNull(ends.get(step));
                    if (isKilledAfter(write, step, end, namespace, proxied)) {
                        killed.add("write %d of %s".formatted(write, step.name()));
                        kills.add(step);
                    }
                    await("the end of %s, after %s".formatted(step.name(), killed))
                            .atMost(END)
                            .pollInterval(POLL)
                            .untilAsserted(() ->
                                    assertThat(NamespaceDump.of(namespace)).isEqualTo(end));
                }
            }
            assertThat(proxied.log().complaintsSince(start, List.of())).isEmpty();
        }
    }

    /** Performs the step without a kill and returns the resulting state. */
    private static String undisturbed(Step step, TestNamespace namespace) {
        step.make().accept(namespace);
        if (step.nodes() > 0) {
            new Beam(namespace, "chat")
                    .eventually(
                            END,
                            status -> status.isWhole(step.nodes())
                                    .condition("Reconciling")
                                    .isFalse());
        }
        var looks = new ArrayList<>(List.of("none yet"));
        await("an end of " + step.name()).atMost(END).pollInterval(SETTLED).until(() -> {
            looks.add(NamespaceDump.of(namespace));
            return looks.getLast().equals(looks.get(looks.size() - 2))
                    && namespace.pods().size() == step.nodes();
        });
        return looks.getLast();
    }

    /** Whether the step made that many writes, so that the operator was killed. */
    private static boolean isKilledAfter(
            int write, Step step, String end, TestNamespace namespace, ProxiedOperator operator) {
        operator.proxy().cutOffAfter(write);
        step.make().accept(namespace);
        await(step.name())
                .atMost(END)
                .pollInterval(POLL)
                .until(() -> operator.proxy().hasCutOff(Duration.ZERO)
                        || NamespaceDump.of(namespace).equals(end));
        // The last write produces the final state while its request is still in flight, and may be one that changes
        // nothing.
        if (!operator.proxy().hasCutOff(Duration.ofSeconds(1))
                && !operator.proxy().disarm()) {
            return false;
        }
        assertThat(operator.proxy().hasCutOff(END))
                .as("the operator is cut off")
                .isTrue();
        operator.replace();
        return true;
    }

    private static void apply(TestNamespace namespace, int nodes, String image) {
        var _ = namespace
                .kubectl()
                .apply(SampleRelease.ERL.yaml("chat", nodes).replace("image: " + IMAGE, "image: " + image))
                .orFail();
    }
}
