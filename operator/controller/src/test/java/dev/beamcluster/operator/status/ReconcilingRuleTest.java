package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.JobFailure;
import dev.beamcluster.operator.observed.PodOfJob;
import dev.beamcluster.operator.observed.PodTrouble;
import dev.beamcluster.operator.rollout.Progress;

import static org.assertj.core.api.Assertions.assertThat;

/** The messages of Reconciling and Stalled in the same situation. */
class ReconcilingRuleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = NOW.plusSeconds(30);
    private static final ContainerEnd CRASH = new ContainerEnd("beam", 1, 2, new ContainerEnd.How.Failed());
    private static final String NOT_STALLED = "False NotStalled: reconciliation is not blocked";

    private static final PodTrouble HELD = new PodTrouble.HeldByFinalizers(List.of("example.com/hold"));

    private static Progress job(Progress.JobPhase phase, Optional<PodOfJob> pod) {
        return new Progress.WaitsForJob("chat-before", phase, pod);
    }

    private static Progress failed(JobFailure.Output output) {
        var end = new ContainerEnd("beam", 1, 0, new ContainerEnd.How.Failed());
        return new Progress.JobFailed(
                "chat-before",
                new JobFailure(
                        new JobFailure.Cause.Ended(),
                        Optional.of(new JobFailure.End("chat-before-x", end, output)),
                        Optional.empty()));
    }

    static Stream<Arguments> situations() {
        return Stream.of(
                row(s -> s, "False UpToDate: all pods match the spec", NOT_STALLED),
                row(Situation::paused, "False Paused: spec.paused is true: nothing is changed", NOT_STALLED),
                row(
                        Situation::unobserved,
                        "True RolloutInProgress: waiting for the StatefulSet controller to observe the new spec",
                        NOT_STALLED),
                row(s -> s.sized(2), "True RolloutInProgress: scaling from 2 to 3 pods", NOT_STALLED),
                row(
                        s -> s.on(new Progress.Moving("1 of 3 pods updated; chat-1 is next")),
                        "True RolloutInProgress: 1 of 3 pods updated; chat-1 is next",
                        NOT_STALLED),
                row(
                        s -> s.with(1, ChatNodes.down(1, HELD)).on(new Progress.Moving("1 of 3 pods updated")),
                        "True RolloutInProgress: chat-1: has ended, but is held by the finalizer example.com/hold: the"
                                + " controller that set it has to remove it; 1 of 3 pods updated",
                        NOT_STALLED),
                row(
                        s -> s.on(new Progress.WaitsForPod("chat-1", Optional.of(HELD))),
                        "True RolloutInProgress: waiting for chat-1 to become ready: has ended, but is held by the"
                                + " finalizer",
                        NOT_STALLED),
                row(
                        s -> s.on(job(Progress.JobPhase.RUNNING, Optional.empty())),
                        "True RolloutWaitsForJob: waiting for Job chat-before to succeed before nodes get the new revision",
                        NOT_STALLED),
                row(
                        s -> s.on(job(
                                Progress.JobPhase.RUNNING,
                                Optional.of(new PodOfJob("chat-before-x", new PodTrouble.ImageNotPulled("chat:2"))))),
                        "True RolloutWaitsForJob: waiting for Job chat-before to succeed before nodes get the new revision:"
                                + " chat-before-x: image chat:2 cannot be pulled",
                        NOT_STALLED),
                row(
                        s -> s.on(job(Progress.JobPhase.ENDING, Optional.empty())),
                        "True RolloutWaitsForJob: waiting for the previous Job chat-before and its pod to be gone",
                        NOT_STALLED),
                row(
                        s -> s.on(failed(new JobFailure.Output.Quoted("no such table"))),
                        "False JobFailed: stalled; resumes when a Job of spec.rollout.before succeeds",
                        "True JobFailed: Job chat-before failed: container beam of pod chat-before-x ended (exit code 1);"
                                + " nodes keep their revision. Fix the cause, then apply a spec that changes what the Job"
                                + " does, or run it again with `kubectl delete job chat-before`. Its last output: no such"
                                + " table"),
                row(
                        s -> s.on(failed(
                                new JobFailure.Output.Withheld("the Secret db of its variables has changed since"))),
                        "False JobFailed",
                        "True JobFailed: Job chat-before failed: container beam of pod chat-before-x ended (exit code 1);"
                                + " nodes keep their revision. Fix the cause, then apply a spec that changes what the Job"
                                + " does, or run it again with `kubectl delete job chat-before`. Its output is not quoted:"
                                + " the Secret db of its variables has changed since"),
                row(
                        s -> s.on(new Progress.JobFailed(
                                "chat-before",
                                new JobFailure(
                                        new JobFailure.Cause.TimedOut(600),
                                        Optional.empty(),
                                        Optional.of(new PodOfJob(
                                                "chat-before-x", new PodTrouble.ImageNotPulled("chat:2")))))),
                        "False JobFailed",
                        "True JobFailed: Job chat-before failed: it did not succeed within 600 s"
                                + " (spec.rollout.before.timeoutSeconds); its pod chat-before-x did not start: image chat:2"
                                + " cannot be pulled"),
                row(s -> s.draining("chat-2"), "True Draining: draining chat-2", NOT_STALLED),
                row(
                        s -> s.on(new Progress.WaitsForPod("chat-2", Optional.empty())),
                        "True RolloutInProgress: waiting for chat-2 to become ready",
                        NOT_STALLED),
                row(
                        s -> s.on(new Progress.WaitsForCookie()),
                        "False RolloutStalled: stalled; resumes when the former cookie is in the Secret again",
                        "True RolloutStalled: rollout not started: the cookie in the Secret is not the one that the nodes"
                                + " run with, so a replaced node could not join the others. Put the former cookie back,"
                                + " or set spec.rollout.gate: Pods to replace all nodes without waiting for the mesh"),
                row(
                        s -> s.on(new Progress.WaitsForMesh()),
                        "True RolloutWaitsForMesh: waiting for the mesh to be verified again",
                        NOT_STALLED),
                row(
                        s -> s.apart(0, 1).on(new Progress.WaitsForMesh()),
                        "True RolloutWaitsForMesh: waiting for the full mesh: chat-0 <-> chat-1: not connected",
                        NOT_STALLED),
                row(
                        s -> s.on(new Progress.WaitsForPod("chat-2", Optional.of(Situation.NO_IMAGE))),
                        "False RolloutStalled: stalled; resumes when chat-2 recovers",
                        "True RolloutStalled: rollout stalled on chat-2: image chat:2 cannot be pulled (ImagePullBackOff):"
                                + " check spec.image, and imagePullSecrets in spec.template.spec. Other nodes are"
                                + " untouched. Apply a working spec (for example the last good one): broken nodes are replaced first"),
                row(
                        s -> s.on(new Progress.Proving("chat-2", UNTIL, Optional.empty(), false)),
                        "True RolloutInProgress: waiting for chat-2 to keep working until 2026-01-01T00:00:30Z"
                                + " (spec.rollout.minReadySeconds)",
                        NOT_STALLED),
                row(
                        s -> s.on(new Progress.Proving("chat-2", UNTIL, Optional.of(CRASH), false)),
                        "True RolloutInProgress: waiting for chat-2 to keep working until 2026-01-01T00:00:30Z"
                                + " (spec.rollout.minReadySeconds); container beam was restarted (exit code 1, 2 restarts): see"
                                + " `kubectl logs chat-2 -c beam --previous`",
                        NOT_STALLED),
                row(
                        s -> s.on(new Progress.Proving("chat-2", UNTIL, Optional.empty(), true)),
                        "False RolloutStalled: stalled; resumes when chat-2 recovers",
                        "True RolloutStalled: rollout stalled on chat-2: it does not keep working for"
                                + " spec.rollout.minReadySeconds. Other nodes"),
                row(
                        s -> s.on(new Progress.KeepsEnding("chat-2", Optional.of(CRASH))),
                        "False RolloutStalled: stalled; resumes when chat-2 recovers",
                        "True RolloutStalled: rollout stalled on chat-2: container beam ended more than once at this"
                                + " revision (exit code 1, 2 restarts): see `kubectl logs chat-2 -c beam --previous`. Other nodes"),
                row(
                        s -> s.lost(2, Cause.COOKIE_MISMATCH).on(new Progress.WaitsForMesh()),
                        "False RolloutStalled: stalled; resumes when the mesh recovers",
                        "True RolloutStalled: rollout stalled on the mesh: chat-2: cookie does not match. If Secret mine"
                                + " was changed after they started"),
                row(
                        Situation::refused,
                        "False InvalidSpec: the spec is not applied, see Stalled",
                        "True InvalidSpec: spec.x: wrong; fix it. Running nodes are unchanged"));
    }

    private static Arguments row(UnaryOperator<Situation> change, String reconciling, String stalled) {
        return Arguments.of(change.apply(Situation.whole(3, NOW)), reconciling, stalled);
    }

    @ParameterizedTest
    @MethodSource("situations")
    void itReportsTheProgressAndTheObstacle(Situation situation, String reconciling, String stalled) {
        assertThat(condition(situation, ConditionType.Reconciling)).startsWith(reconciling);
        assertThat(condition(situation, ConditionType.Stalled)).startsWith(stalled);
    }

    @Test
    void withoutNodesItSaysTheSameBeforeAndAfterTheStatefulSetIsThere() {
        for (Situation situation :
                List.of(Situation.whole(0, NOW), Situation.whole(0, NOW).workload(Optional.empty()))) {
            assertThat(condition(situation, ConditionType.Reconciling))
                    .isEqualTo("False UpToDate: no nodes: spec.replicas is 0");
        }
        assertThat(condition(Situation.whole(0, NOW).sized(1), ConditionType.Reconciling))
                .isEqualTo("True RolloutInProgress: scaling from 1 to 0 pods");
        assertThat(condition(Situation.whole(0, NOW).unobserved(), ConditionType.Reconciling))
                .startsWith("True RolloutInProgress: waiting for the StatefulSet controller");
    }

    private static String condition(Situation situation, ConditionType type) {
        Condition condition =
                Conditions.find(situation.status(null, NOW).conditions(), type).orElseThrow();
        return condition.getStatus() + " " + condition.getReason() + ": " + condition.getMessage();
    }
}
