package dev.beamcluster.operator.reconcile.pods;

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
import dev.beamcluster.operator.observed.PodNote;
import dev.beamcluster.operator.observed.PodTrouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class PodObservationTest {

    private static final String EARLIER = "2026-01-01T00:00:00Z";
    private static final String STARTED = "2026-01-01T00:00:10Z";
    private static final String LATER = "2026-01-31T00:00:00Z";

    static Stream<Arguments> failing() {
        return Stream.of(
                argumentSet("in back-off", waiting("CrashLoopBackOff"), 1, EARLIER),
                argumentSet("running again, not ready since the restart", running(), 2, EARLIER),
                argumentSet("restarted within the same second", running(), 2, STARTED),
                argumentSet("ended again, not ready since the restart", ended(), 2, EARLIER));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void aContainerThatKeepsCrashingFails(ContainerState now, int restarts, String notReadySince) {
        // Given
        var pod = pod(now, restarts, notReadySince);

        // When, then
        assertThat(observed(pod).failure())
                .hasValue(new PodTrouble.KeepsCrashing(
                        new ContainerEnd("beam", 3, restarts, new ContainerEnd.How.Failed())));
    }

    static Stream<Arguments> notFailing() {
        return Stream.of(
                argumentSet("recovered from restarts, unready for a moment", running(), 2, LATER),
                argumentSet("recovered from restarts, ended again", ended(), 7, LATER),
                argumentSet("ended once", running(), 1, EARLIER),
                argumentSet("being created", waiting("ContainerCreating"), 0, EARLIER));
    }

    @ParameterizedTest
    @MethodSource("notFailing")
    void aContainerThatEndedLongAgoDoesNotFail(ContainerState now, int restarts, String notReadySince) {
        // Given
        var pod = pod(now, restarts, notReadySince);

        // When, then
        assertThat(observed(pod).failure()).isEmpty();
    }

    @Test
    void aNodeStartsWithItsContainer() {
        assertThat(observed(pod(running(), 0, EARLIER)).started().map(Object::toString))
                .hasValue(STARTED);
        assertThat(observed(pod(waiting("ContainerCreating"), 0, EARLIER)))
                .returns(false, facts -> facts.running())
                .returns(Optional.empty(), facts -> facts.started());
    }

    @Test
    void aRestartIsReportedUntilTheContainerIsReadyOrTheRestartExplainsNothingAnyMore() {
        var restarted = pod(running(), 1, EARLIER);
        var end = new ContainerEnd("beam", 3, 1, new ContainerEnd.How.Failed());

        assertThat(PodObservation.of(restarted, PodEvidence.NONE, Instant.parse(STARTED))
                        .trouble())
                .hasValue(new PodTrouble.Restarting(end));
        assertThat(PodObservation.of(
                                restarted,
                                PodEvidence.NONE,
                                Instant.parse(STARTED).plusSeconds(61))
                        .trouble())
                .isEmpty();
        assertThat(observed(restarted).notes()).containsExactly(new PodNote.Restarted(end));
    }

    @Test
    void aCountOfRestartsDoesNotChangeTheStatusForEver() {
        var many = observed(pod(waiting("CrashLoopBackOff"), 57, EARLIER));

        assertThat(many.trouble())
                .hasValue(new PodTrouble.KeepsCrashing(
                        new ContainerEnd("beam", 3, ContainerEnd.MANY, new ContainerEnd.How.Failed())));
        assertThat(many).isEqualTo(observed(pod(waiting("CrashLoopBackOff"), 58, EARLIER)));
    }

    private static PodFacts observed(Pod pod) {
        return PodObservation.of(pod, PodEvidence.NONE, Instant.parse(LATER));
    }

    private static ContainerState running() {
        return new ContainerStateBuilder()
                .withNewRunning()
                .withStartedAt(STARTED)
                .endRunning()
                .build();
    }

    private static ContainerState ended() {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withStartedAt(STARTED)
                .withExitCode(3)
                .endTerminated()
                .build();
    }

    private static ContainerState waiting(String reason) {
        return new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .withMessage("secret \"db\" not found")
                .endWaiting()
                .build();
    }

    /** Returns a pod that is not ready, and whose container has ended before. */
    private static Pod pod(ContainerState now, int restarts, String notReadySince) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("chat-0")
                .withUid("uid")
                .addToLabels("controller-revision-hash", "chat-1")
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("ContainersReady")
                .withStatus("False")
                .withLastTransitionTime(notReadySince)
                .endCondition()
                .addNewContainerStatus()
                .withName("beam")
                .withImage("chat:1")
                .withReady(false)
                .withRestartCount(restarts)
                .withState(now)
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(3)
                .endTerminated()
                .endLastState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
