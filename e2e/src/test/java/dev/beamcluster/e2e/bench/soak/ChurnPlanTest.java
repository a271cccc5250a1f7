package dev.beamcluster.e2e.bench.soak;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChurnPlanTest {

    private static final List<String> ALL = List.of("chat0", "chat1", "chat2");

    @Test
    void theSharesOfAllActionsAreTheWhole() {
        assertThat(Arrays.stream(ChurnAction.values())
                        .mapToInt(ChurnAction::percent)
                        .sum())
                .isEqualTo(100);
    }

    @Test
    void theSameSeedGivesTheSamePlan() {
        assertThat(steps(7)).isEqualTo(steps(7)).isNotEqualTo(steps(8));
    }

    @Test
    void everyActionHappensToEveryClusterAndEveryNode() {
        // When
        var steps = steps(1);

        // Then
        assertThat(steps).extracting(ChurnStep::action).contains(ChurnAction.values());
        assertThat(steps).extracting(ChurnStep::cluster).hasSameElementsAs(ALL);
        assertThat(steps).extracting(ChurnStep::ordinal).containsOnly(0, 1, 2);
        assertThat(steps).extracting(ChurnStep::number).doesNotHaveDuplicates();
    }

    @Test
    void nothingHappensToAClusterThatIsNotFree() {
        var plan = new ChurnPlan(new Random(1), 3);

        assertThat(plan.next(List.of("chat1"))).map(ChurnStep::cluster).hasValue("chat1");
        assertThat(plan.next(List.of())).isEqualTo(Optional.empty());
    }

    private static List<ChurnStep> steps(long seed) {
        var plan = new ChurnPlan(new Random(seed), 3);
        return IntStream.range(0, 500)
                .mapToObj(_ -> plan.next(ALL).orElseThrow())
                .toList();
    }
}
