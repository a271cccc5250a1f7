package dev.beamcluster.operator.lifecycle;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.operator.lifecycle.Workload.Pod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A user who changes the spec at any moment, pods that get ready at any moment, a controller and an operator that run at any moment:
 * it ends where an undisturbed run ends, and never more than one node that serves is taken.
 */
class ConvergenceTest {

    private static final int RUNS = 300;
    private static final int STEPS = 120;
    private static final int AT_MOST = 2_000;
    private static final String BAD = "bad";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void endsWhereAnUndisturbedRunEnds(long seed) {
        var random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            var story = new Story(random);
            story.disturb();
            story.settle();
        }
    }

    /** One cluster from its making on. */
    private static final class Story {

        private final Random random;
        private final Workload workload = new Workload();
        private int wanted;
        private String template = "a";

        Story(Random random) {
            this.random = random;
            this.wanted = 1 + random.nextInt(5);
        }

        void disturb() {
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(12) == 0) {
                    wanted = random.nextInt(6);
                }
                if (random.nextInt(12) == 0) {
                    template = List.of("a", "b", "c", BAD).get(random.nextInt(4));
                }
                stepOfAnybody();
            }
        }

        void settle() {
            template = "good";
            wanted = 1 + random.nextInt(5);
            for (int step = 0; step < AT_MOST && !isSettled(); step++) {
                stepOfAnybody();
            }
            assertThat(workload.pods()).hasSize(wanted);
            assertThat(workload.pods().values()).containsOnly(new Pod("good", true, Optional.empty()));
            assertThat(plan()).isEqualTo(new Plan(Placement.closed(wanted), new Progress.Settled()));
        }

        private boolean isSettled() {
            return plan().progress() instanceof Progress.Settled
                    && workload.placement().equals(Placement.closed(wanted))
                    && workload.pods().size() == wanted
                    && workload.pods().values().stream().allMatch(Pod::ready);
        }

        private void stepOfAnybody() {
            switch (random.nextInt(3)) {
                case 0 -> workload.apply(plan().placement(), template);
                case 1 -> control();
                default -> onePodGetsReady();
            }
        }

        private void control() {
            long served = serving();
            int gone = workload.control();
            if (gone >= 0 && gone < wanted) {
                assertThat(served - serving()).as("nodes taken at once").isLessThanOrEqualTo(1);
            }
        }

        private long serving() {
            return workload.pods().headMap(wanted).values().stream()
                    .filter(Pod::ready)
                    .count();
        }

        private void onePodGetsReady() {
            List<Integer> starting = workload.pods().keySet().stream()
                    .filter(ordinal -> !pod(ordinal).ready())
                    .toList();
            if (!starting.isEmpty()) {
                int ordinal = starting.get(random.nextInt(starting.size()));
                workload.put(ordinal, grown(pod(ordinal)));
            }
        }

        private static Pod grown(Pod pod) {
            return pod.revision().equals(BAD)
                    ? new Pod(BAD, false, Optional.of("it ends again and again"))
                    : new Pod(pod.revision(), true, Optional.empty());
        }

        private Pod pod(int ordinal) {
            return Objects.requireNonNull(workload.pods().get(ordinal));
        }

        private Plan plan() {
            return new Pacing(
                            new Pace(wanted, true, 1),
                            workload.nodes(wanted),
                            workload.leaving(wanted),
                            workload.mesh(wanted))
                    .next(workload.facts(), template);
        }
    }
}
