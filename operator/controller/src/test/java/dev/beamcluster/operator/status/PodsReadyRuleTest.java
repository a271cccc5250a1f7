package dev.beamcluster.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.operator.observed.Elapsed;
import dev.beamcluster.operator.observed.PodTrouble;

import static org.assertj.core.api.Assertions.assertThat;

class PodsReadyRuleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final PodTrouble MIGRATES =
            new PodTrouble.WaitsForInitContainer("migrate", false, new Elapsed(Duration.ofSeconds(30)));

    static Stream<Arguments> situations() {
        return Stream.of(
                row(3, s -> s, "True", "AllPodsReady", "all 3 pods are ready"),
                row(1, s -> s, "True", "AllPodsReady", "the pod is ready"),
                row(0, s -> s, "False", "ScaledToZero", "spec.replicas is 0"),
                row(3, s -> s.failing(1), "False", "PodsFailing", "chat-1: image chat:2 cannot be pulled"),
                row(
                        3,
                        s -> s.creationRefused("exceeded quota: pods"),
                        "False",
                        "PodsFailing",
                        "pod creation refused: exceeded quota: pods; fix spec.template"),
                row(3, Situation::withoutStatefulSet, "False", "PodsStarting", "creating the StatefulSet"),
                row(3, Situation::unobserved, "False", "PodsStarting", "waiting for the StatefulSet controller"),
                row(3, s -> s.sized(5), "False", "PodsStarting", "scaling from 5 to 3 pods"),
                row(3, s -> s.withoutPodsFrom(2), "False", "PodsStarting", "no pod yet: chat-2"),
                row(3, s -> s.deleting(0), "False", "PodsStarting", "not ready yet: chat-0"),
                row(
                        3,
                        s -> s.starting(0).with(1, ChatNodes.down(1, MIGRATES)).with(2, ChatNodes.down(2, MIGRATES)),
                        "False",
                        "PodsStarting",
                        "chat-1, chat-2: waiting for init container migrate for over 30 s: see `kubectl logs chat-1 -c"
                                + " migrate`; not ready yet: chat-0"),
                row(
                        3,
                        s -> s.failing(1).with(2, ChatNodes.down(2, MIGRATES)),
                        "False",
                        "PodsFailing",
                        "imagePullSecrets in spec.template.spec; chat-2: waiting for init container migrate"),
                row(
                        3,
                        s -> s.sized(4).with(2, ChatNodes.down(2, MIGRATES)),
                        "False",
                        "PodsStarting",
                        "-c migrate`; scaling from 4 to 3 pods"),
                row(
                        3,
                        s -> s.withoutPodsFrom(2).starting(0),
                        "False",
                        "PodsStarting",
                        "no pod yet: chat-2; not ready yet: chat-0"));
    }

    private static Arguments row(
            int nodes, UnaryOperator<Situation> change, String state, String reason, String partOfMessage) {
        return Arguments.of(change.apply(Situation.whole(nodes, NOW)), state, reason, partOfMessage);
    }

    @ParameterizedTest
    @MethodSource("situations")
    void itReportsWhatThePodsWaitFor(Situation situation, String state, String reason, String partOfMessage) {
        // When
        Condition condition = condition(situation);

        // Then
        assertThat(condition.getStatus()).isEqualTo(state);
        assertThat(condition.getReason()).isEqualTo(reason);
        assertThat(condition.getMessage()).contains(partOfMessage);
    }

    private static Condition condition(Situation situation) {
        return Conditions.find(situation.status(null, NOW).conditions(), ConditionType.PodsReady)
                .orElseThrow();
    }
}
