package dev.beamcluster.e2e.tests.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
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
 * An operator may die after any of its writes, before it hears the answer. The next one brings about what an undisturbed one would
 * have, to the letter: all objects are compared.
 */
@EndToEnd
@Isolated("the operator is stopped, and others take its place")
class OperatorKilledE2E {

    private static final Duration ALL = Duration.ofMinutes(20);
    private static final Duration END = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(500);

    /** Longer than a round of probes and the status that follows it. */
    private static final Duration SETTLED = Duration.ofSeconds(4);

    /** An image, and the same by another name. */
    private static final String IMAGE = SampleRelease.ERL.image();

    private static final String SAME_IMAGE = "docker.io/" + IMAGE;

    /**
     * What a user does.
     *
     * @param name in words
     * @param make does it
     * @param nodes that there are in the end
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
     * Steps that are tried with a kill after each of their writes.
     *
     * @param before what is there when it begins
     * @param turns the steps of one time, and of the next; the last leads back to where the first begins
     * @param first write to be the last of a process
     * @param last such write, or more than there are
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
        // The way there and the way back are one change: they take turns. It takes the most writes, so two share them.
        var image = List.of(List.of(IMAGE_CHANGE), List.of(IMAGE_BACK));
        return List.of(
                Scenario.all(List.of(), List.of(List.of(CREATE, DELETE))),
                Scenario.all(List.of(CREATE), List.of(List.of(SCALE_UP, SCALE_DOWN))),
                new Scenario(List.of(CREATE), image, 1, 12),
                new Scenario(List.of(CREATE), image, 13, Integer.MAX_VALUE));
    }

    /** Each scenario has an operator of its own, and they run side by side. */
    @Test
    void theNextOneEndsWhereAnUndisturbedOneEnds(Cluster cluster, OperatorInstall operator, TestNamespaces namespaces) {
        operator.stop(cluster);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = scenarios().stream()
                    .map(scenario -> threads.submit(() -> run(scenario, namespaces.another(), namespaces.another())))
                    .toList();
            assertThat(running).allSatisfy(scenario -> assertThat(scenario).succeedsWithin(ALL));
        } finally {
            operator.start(cluster);
        }
    }

    private static void run(Scenario scenario, TestNamespace namespace, TestNamespace home) {
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
                    }
                    await("the end of %s, after %s".formatted(step.name(), killed))
                            .atMost(END)
                            .pollInterval(POLL)
                            .untilAsserted(() ->
                                    assertThat(NamespaceDump.of(namespace)).isEqualTo(end));
                }
            }
            assertThat(killed).as("operators that were killed").hasSizeGreaterThanOrEqualTo(5);
            assertThat(proxied.log().complaintsSince(start, List.of())).isEmpty();
        }
    }

    /** What there is in the end. */
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

    /** Whether the step took so many writes. */
    private static boolean isKilledAfter(
            int write, Step step, String end, TestNamespace namespace, ProxiedOperator operator) {
        operator.proxy().cutOffAfter(write);
        step.make().accept(namespace);
        await(step.name())
                .atMost(END)
                .pollInterval(POLL)
                .until(() -> operator.proxy().hasCutOff(Duration.ZERO)
                        || NamespaceDump.of(namespace).equals(end));
        // The last write makes the end, and is under way for a moment more.
        if (!operator.proxy().hasCutOff(Duration.ofSeconds(1))) {
            return false;
        }
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
