package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class RequeueTest {

    private static final HasMetadata[] BOTH = {Chat.orphan("chat-0"), Chat.orphan("chat-1")};
    private static final HasMetadata[] ONE = {Chat.orphan("chat-0")};
    private static final HasMetadata[] ONE_LEAVES = {
        Chat.orphan("chat-0"), Chat.terminating(Chat.orphan("chat-1"), Chat.NOW.plusSeconds(30))
    };

    private static final HasMetadata[] ONE_STARTS = {Chat.orphan("chat-0"), starting(Chat.orphan("chat-1"))};

    private final ApiStandIn api = new ApiStandIn();

    @AfterEach
    void end() {
        api.close();
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                argumentSet("nothing to do", BOTH, on(new Progress.UpToDate()), 300),
                argumentSet("pods are being replaced", BOTH, on(new Progress.Moving("1 of 2")), 5),
                argumentSet("a Job starts", BOTH, on(job(Progress.JobPhase.STARTING)), 1),
                argumentSet("a Job runs", BOTH, on(job(Progress.JobPhase.RUNNING)), 10),
                argumentSet("a Job ends", BOTH, on(job(Progress.JobPhase.ENDING)), 1),
                argumentSet("the rollout waits for the mesh", BOTH, on(new Progress.WaitsForMesh()), 1),
                // The shortest spec.rollout.timeoutSeconds is 10.
                argumentSet(
                        "the rollout waits for a pod, maybe too long",
                        BOTH,
                        on(new Progress.WaitsForPod("chat-1", Optional.empty())),
                        5),
                argumentSet("a pod is not ready", ONE_STARTS, on(new Progress.UpToDate()), 10),
                argumentSet("a pod is missing, maybe refused", ONE, on(new Progress.UpToDate()), 5),
                argumentSet("the API server refuses an object", BOTH, refused(Reason.ApplyRefused), 5),
                argumentSet("a watched Secret is missing", BOTH, refused(Reason.InvalidSpec), 300),
                argumentSet("a drain is due while the mesh is not watched", ONE_LEAVES, refused(Reason.InvalidSpec), 1),
                argumentSet("paused", BOTH, new ApplyOutcome.Paused(), 300));
    }

    private static Progress job(Progress.JobPhase phase) {
        return new Progress.WaitsForJob("chat-before", phase, Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changesWithoutEventsAreCheckedSoon(HasMetadata[] there, ApplyOutcome outcome, int seconds) {
        // Given
        var cluster = Chat.cluster("drain: {module: Chat, function: drain}");
        var seen = Chat.snapshot(api.client(), cluster, there);

        // Then
        assertThat(Requeue.after(seen, outcome, Optional.empty())).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aTimeThatIsOverWakesTheReconcileThen(HasMetadata[] there, ApplyOutcome outcome, long millis) {
        // Given
        var seen = Chat.snapshot(api.client(), Chat.cluster("rollout: {timeoutSeconds: 60}"), there);

        // Then
        assertThat(Requeue.after(seen, outcome, Optional.empty())).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void aStatusThatWaitsIsWrittenInTime() {
        // Given
        var seen = Chat.snapshot(api.client(), Chat.cluster(""), BOTH);

        // Then
        assertThat(Requeue.after(seen, on(new Progress.UpToDate()), Optional.of(Duration.ofMillis(400))))
                .isEqualTo(Duration.ofMillis(401));
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                argumentSet("a node proves itself", BOTH, proving(17), 17_001),
                argumentSet("a time that has just passed", BOTH, proving(0), 300_000),
                argumentSet("a pod has 5 s left to become ready", starting(55), on(new Progress.UpToDate()), 5_001),
                argumentSet("a pod is late", starting(61), on(new Progress.UpToDate()), 10_000),
                argumentSet(
                        "a pod is not ready, and nothing is applied", starting(55), new ApplyOutcome.Paused(), 10_000));
    }

    private static ApplyOutcome proving(int seconds) {
        return on(new Progress.Proving("chat-1", Chat.NOW.plusSeconds(seconds), Optional.empty(), false));
    }

    /** Two pods, one of which is not ready since then. */
    private static HasMetadata[] starting(int seconds) {
        Pod pod = Chat.orphan("chat-1");
        pod.getStatus().getConditions().getFirst().setStatus("False");
        pod.getStatus()
                .getConditions()
                .getFirst()
                .setLastTransitionTime(Chat.NOW.minusSeconds(seconds).toString());
        return new HasMetadata[] {Chat.orphan("chat-0"), pod};
    }

    private static Pod starting(Pod pod) {
        pod.getStatus().getConditions().getFirst().setStatus("False");
        return pod;
    }

    private static ApplyOutcome on(Progress progress) {
        return new ApplyOutcome.Applied(progress);
    }

    private static ApplyOutcome refused(Reason reason) {
        return new ApplyOutcome.Refused(reason, "spec.x: wrong; fix it");
    }
}
