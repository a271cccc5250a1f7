package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class StatusPaceTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final BeamClusterStatus WRITTEN = status(1, "False", "Unknown", "False");

    static Stream<Arguments> changes() {
        return Stream.of(
                argumentSet("the first status", null, WRITTEN, 0),
                argumentSet("the first of a spec", WRITTEN, status(2, "False", "Unknown", "False"), 0),
                argumentSet("ready", WRITTEN, status(1, "True", "Unknown", "False"), 0),
                argumentSet("no longer ready", status(1, "True", "True", "False"), WRITTEN, 0),
                argumentSet("stalled", WRITTEN, status(1, "False", "Unknown", "True"), 0),
                argumentSet(
                        "the mesh broke", status(1, "False", "True", "False"), status(1, "False", "False", "False"), 0),
                argumentSet("pods are ready, and no mesh", WRITTEN, status(1, "False", "False", "False", "True"), 0),
                argumentSet("pods start, and are no mesh yet", WRITTEN, status(1, "False", "False", "False"), 600),
                argumentSet("a Job succeeded", WRITTEN, remembering("inputs"), 0),
                argumentSet("a warning", WRITTEN, warning("one"), 0),
                argumentSet("one warning less", warning("one"), WRITTEN, 600),
                argumentSet("the mesh is whole", WRITTEN, status(1, "False", "True", "False"), 600),
                argumentSet("something else", WRITTEN, WRITTEN, 600));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatSomebodyWaitsForIsWrittenAtOnce(@Nullable BeamClusterStatus written, BeamClusterStatus next, long millis) {
        assertThat(StatusPace.delay(written, next, Optional.of(NOW.minusMillis(1400)), NOW))
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void everyChangeIsWrittenAtOnceAfterTwoQuietSeconds(
            @Nullable BeamClusterStatus written, BeamClusterStatus next, long millis) {
        assertThat(millis).isNotNegative();
        assertThat(StatusPace.delay(written, next, Optional.of(NOW.minusSeconds(2)), NOW))
                .isZero();
        assertThat(StatusPace.delay(written, next, Optional.empty(), NOW)).isZero();
        assertThat(StatusPace.delay(written, next, Optional.of(NOW.plusSeconds(3600)), NOW))
                .as("the clock was set back")
                .isZero();
    }

    private static BeamClusterStatus status(long generation, String ready, String meshed, String stalled) {
        return status(generation, ready, meshed, stalled, "False");
    }

    private static BeamClusterStatus status(
            long generation, String ready, String meshed, String stalled, String podsReady) {
        List<Condition> conditions = Stream.of(
                        condition(ConditionType.Ready, ready),
                        condition(ConditionType.PodsReady, podsReady),
                        condition(ConditionType.Meshed, meshed),
                        condition(ConditionType.Stalled, stalled))
                .toList();
        return new BeamClusterStatus(generation, 0, 0, "", null, List.of(), null, List.of(), null, conditions);
    }

    private static BeamClusterStatus remembering(String inputs) {
        return with(List.of(), new BeamClusterStatus.BeforeStatus(inputs, null));
    }

    private static BeamClusterStatus warning(String text) {
        return with(List.of(text), null);
    }

    private static BeamClusterStatus with(List<String> warnings, BeamClusterStatus.@Nullable BeforeStatus before) {
        return new BeamClusterStatus(
                WRITTEN.observedGeneration(), 0, 0, "", null, List.of(), null, warnings, before, WRITTEN.conditions());
    }

    private static Condition condition(ConditionType type, String status) {
        return new ConditionBuilder().withType(type.name()).withStatus(status).build();
    }
}
