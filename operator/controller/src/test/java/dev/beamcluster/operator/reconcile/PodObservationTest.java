package dev.beamcluster.operator.reconcile;

import java.util.Map;
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
        assertThat(PodObservation.of(pod).failure())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("keeps crashing", "CrashLoopBackOff, exit code 3", "kubectl logs chat-0"));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        pod(waiting("CrashLoopBackOff"), 1, EARLIER),
                        "container beam keeps crashing (CrashLoopBackOff, exit code 3): see `kubectl logs chat-0 -c beam"
                                + " --previous`"),
                Arguments.of(
                        pod(waiting("ErrImagePull"), 0, EARLIER),
                        "image chat:1 cannot be pulled (ImagePullBackOff): check spec.image, and imagePullSecrets in"
                                + " spec.template.spec"),
                Arguments.of(
                        pod(waiting("CreateContainerConfigError"), 0, EARLIER),
                        "container beam cannot start (CreateContainerConfigError): secret \"db\" not found"),
                Arguments.of(
                        unschedulable(),
                        "cannot be scheduled (Unschedulable): 0/3 nodes are available: 3 Insufficient cpu."));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureReportsTheCauseAndWhereToLook(Pod pod, String failure) {
        assertThat(PodObservation.of(pod).failure()).hasValue(failure);
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
        assertThat(PodObservation.of(pod).failure()).isEmpty();
    }

    @Test
    void aNodeStartsWithItsContainer() {
        assertThat(PodObservation.of(pod(running(), 0, EARLIER)).started().map(Object::toString))
                .hasValue(STARTED);
        assertThat(PodObservation.of(pod(waiting("ContainerCreating"), 0, EARLIER)))
                .returns(false, facts -> facts.running())
                .returns(Optional.empty(), facts -> facts.started());
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

    private static Pod unschedulable() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("chat-0")
                .withUid("uid")
                .withLabels(Map.of())
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage("0/3 nodes are available: 3 Insufficient cpu.")
                .endCondition()
                .endStatus()
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
