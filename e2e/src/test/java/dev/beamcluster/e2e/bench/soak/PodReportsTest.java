package dev.beamcluster.e2e.bench.soak;

import java.time.Duration;
import java.time.Instant;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PodReportsTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00.123Z");

    private final PodReports reports = new PodReports(
            new PodBuilder()
                    .withNewMetadata()
                    .withName("chat-0")
                    .withNamespace("test")
                    .withUid("uid-1")
                    .endMetadata()
                    .withNewSpec()
                    .addNewInitContainer()
                    .withName("beam-cookie")
                    .withImage("example/chat")
                    .endInitContainer()
                    .addNewContainer()
                    .withName("beam")
                    .withImage("example/chat")
                    .endContainer()
                    .endSpec()
                    .build(),
            "198.18.0.1",
            START);

    @Test
    void aPodThatStartsRunsAndIsNotReady() {
        // When
        var pod = reports.starting(PodReports.Run.first(START));

        // Then
        assertThat(Readiness.isPodReady(pod)).isFalse();
        assertThat(pod.getStatus().getPodIP()).isEqualTo("198.18.0.1");
        assertThat(container(pod).getState().getRunning().getStartedAt()).isEqualTo("2026-01-01T10:00:00Z");
        assertThat(container(pod).getStarted()).isFalse();
        assertThat(pod.getStatus()
                        .getInitContainerStatuses()
                        .getFirst()
                        .getState()
                        .getTerminated())
                .extracting(end -> end.getExitCode(), end -> end.getReason())
                .containsExactly(0, "Completed");
    }

    @Test
    void aReportNamesThePodByItsUidAndDoesNotTouchItsSpec() {
        var pod = reports.ready(PodReports.Run.first(START), START);

        assertThat(pod.getMetadata().getUid()).isEqualTo("uid-1");
        assertThat(pod.getSpec()).isNull();
    }

    @Test
    void aPodIsReadySinceItsNodeListens() {
        // When
        var pod = reports.ready(PodReports.Run.first(START), START.plusSeconds(1));

        // Then
        assertThat(Readiness.isPodReady(pod)).isTrue();
        assertThat(pod.getStatus().getConditions())
                .filteredOn(condition -> condition.getType().equals("Ready"))
                .extracting(condition -> condition.getLastTransitionTime())
                .containsExactly("2026-01-01T10:00:01Z");
        assertThat(container(pod).getRestartCount()).isZero();
    }

    @Test
    void aVmThatWasKilledIsRestarted() {
        // Given
        var first = PodReports.Run.first(START);
        var killed = START.plus(Duration.ofMinutes(1));
        assertThat(container(reports.killed(first, killed))
                        .getState()
                        .getTerminated()
                        .getExitCode())
                .isEqualTo(137);

        // When
        var pod = reports.ready(first.next(killed, killed.plusSeconds(2)), killed.plusSeconds(3));

        // Then
        assertThat(container(pod).getRestartCount()).isEqualTo(1);
        assertThat(container(pod).getState().getRunning().getStartedAt()).isEqualTo("2026-01-01T10:01:02Z");
        assertThat(container(pod).getLastState().getTerminated().getFinishedAt())
                .isEqualTo("2026-01-01T10:01:00Z");
    }

    private static ContainerStatus container(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst();
    }
}
