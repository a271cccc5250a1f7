package dev.beamcluster.operator.reconcile.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.PodFacts;
import dev.beamcluster.operator.reconcile.Chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class PodHistoryTest {

    private static final ContainerState NONE = new ContainerState();
    private static final ContainerState RUNNING =
            new ContainerStateBuilder().withNewRunning().endRunning().build();

    static Stream<Arguments> ends() {
        return Stream.of(
                argumentSet("being created", waiting("ContainerCreating"), NONE, 0, 0),
                argumentSet("running", RUNNING, NONE, 0, 0),
                argumentSet("ended, not restarted yet", ended(), NONE, 0, 1),
                argumentSet("running again", RUNNING, ended(), 1, 1),
                argumentSet("ended again, in back-off", waiting("CrashLoopBackOff"), ended(), 1, 2),
                argumentSet("running after that", RUNNING, ended(), 2, 2));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void anEndCountsOnceBeforeAndAfterTheRestart(ContainerState now, ContainerState last, int restarts, int ends) {
        // When
        var history = history(pod(now, last, restarts));

        // Then
        assertThat(history.ends()).isEqualTo(ends);
        assertThat(history.lastEnd())
                .isEqualTo(
                        ends == 0
                                ? Optional.empty()
                                : Optional.of(new ContainerEnd(
                                        "beam",
                                        137,
                                        restarts,
                                        new ContainerEnd.How.OutOfMemory(Optional.empty(), true))));
    }

    @Test
    void theLastLifeIsThatOfTheContainerThatEnded() {
        // Given
        var ended = ended();
        ended.getTerminated().setStartedAt("2026-01-01T00:00:05Z");
        ended.getTerminated().setFinishedAt("2026-01-01T00:00:30Z");

        // When, then
        assertThat(history(pod(RUNNING, ended, 1)).lastLife()).isEqualTo(Duration.ofSeconds(25));
        assertThat(history(pod(ended, NONE, 0)).lastLife()).isEqualTo(Duration.ofSeconds(25));
        assertThat(history(pod(RUNNING, NONE, 0)).lastLife()).isZero();
        assertThat(history(pod(RUNNING, ended(), 1)).lastLife())
                .as("the kubelet does not know")
                .isZero();
    }

    @Test
    void aPodWithoutAConditionIsAsOldAsItsObject() {
        // Given
        var pod = pod(RUNNING, NONE, 0);

        // When, then
        assertThat(history(pod).readyChanged()).isEqualTo(Instant.parse("2026-01-01T00:00:09Z"));
        pod.getStatus().getConditions().clear();
        assertThat(history(pod).readyChanged()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        pod.getMetadata().setCreationTimestamp(null);
        assertThat(history(pod).created()).isEqualTo(Instant.EPOCH);
    }

    private static PodFacts.History history(Pod pod) {
        return PodObservation.of(pod, PodEvidence.NONE, Instant.EPOCH).history();
    }

    private static ContainerState waiting(String reason) {
        return new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .endWaiting()
                .build();
    }

    private static ContainerState ended() {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withReason("OOMKilled")
                .withExitCode(137)
                .endTerminated()
                .build();
    }

    private static Pod pod(ContainerState now, ContainerState last, int restarts) {
        return new PodBuilder(Chat.bare("chat-0"))
                .editMetadata()
                .withCreationTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .editStatus()
                .editFirstCondition()
                .withLastTransitionTime("2026-01-01T00:00:09Z")
                .endCondition()
                .editFirstContainerStatus()
                .withRestartCount(restarts)
                .withState(now)
                .withLastState(last)
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
