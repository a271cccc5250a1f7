package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.operator.rollout.Progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** While a spec is refused or paused, no status reports pods or StatefulSets that will not be created. */
class UnappliedSpecTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String FOREIGN =
            "StatefulSet chat already exists and belongs to someone else; delete it or rename this BeamCluster";
    private static final String COOKIE = "spec.cookie.secretRef: there is no Secret ck; create it";

    static Stream<Arguments> situations() {
        return Stream.of(
                row(
                        s -> nothing(s).refused(),
                        "Ready False InvalidSpec: spec.x: wrong; fix it",
                        "PodsReady False SpecNotApplied: no pods yet: waiting for a valid spec",
                        "Meshed Unknown SpecNotApplied: no pods yet: waiting for a valid spec",
                        "Uniform Unknown SpecNotApplied: no pods yet: waiting for a valid spec",
                        "Reconciling False InvalidSpec: the spec is not applied, see Stalled",
                        "Stalled True InvalidSpec: spec.x: wrong; fix it"),
                row(
                        s -> nothing(s).refused(Reason.InvalidSpec, COOKIE),
                        "Ready False InvalidSpec: " + COOKIE,
                        "PodsReady False SpecNotApplied: no pods yet: waiting for a valid spec",
                        "Meshed Unknown SpecNotApplied: no pods yet: waiting for a valid spec",
                        "Uniform Unknown SpecNotApplied: no pods yet: waiting for a valid spec",
                        "Reconciling False InvalidSpec: the spec is not applied, see Stalled",
                        "Stalled True InvalidSpec: " + COOKIE),
                row(
                        s -> nothing(s).refused(Reason.ApplyRefused, FOREIGN),
                        "Ready False ApplyRefused: " + FOREIGN,
                        "PodsReady False SpecNotApplied: no pods yet: waiting until the problem in Stalled is fixed",
                        "Meshed Unknown SpecNotApplied: no pods yet: waiting until the problem in Stalled is fixed",
                        "Uniform Unknown SpecNotApplied: no pods yet: waiting until the problem in Stalled is fixed",
                        "Reconciling False ApplyRefused: the spec is not applied, see Stalled",
                        "Stalled True ApplyRefused: " + FOREIGN),
                row(
                        s -> nothing(s).paused(),
                        "Ready False SpecNotApplied: no pods yet: spec.paused is true",
                        "PodsReady False SpecNotApplied: no pods yet: spec.paused is true",
                        "Meshed Unknown SpecNotApplied: no pods yet: spec.paused is true",
                        "Uniform Unknown SpecNotApplied: no pods yet: spec.paused is true",
                        "Reconciling False Paused: spec.paused is true: nothing is changed, but the status is kept up to date",
                        "Stalled False NotStalled: reconciliation is not blocked"),
                row(
                        s -> nothing(s)
                                .on(new Progress.WaitsForJob(
                                        "chat-before", Progress.JobPhase.RUNNING, Optional.empty())),
                        "Ready False SpecNotApplied: no pods yet: waiting for Job chat-before to succeed",
                        "PodsReady False SpecNotApplied: no pods yet: waiting for Job chat-before to succeed",
                        "Meshed Unknown SpecNotApplied: no pods yet: waiting for Job chat-before to succeed",
                        "Uniform Unknown SpecNotApplied: no pods yet: waiting for Job chat-before to succeed",
                        "Reconciling True RolloutWaitsForJob: waiting for Job chat-before to succeed before nodes get the"
                                + " new revision",
                        "Stalled False NotStalled: reconciliation is not blocked"),
                row(
                        Situation::refused,
                        "Ready False InvalidSpec: spec.x: wrong; fix it. Running nodes are unchanged",
                        "PodsReady True AllPodsReady: all 3 pods are ready",
                        "Meshed True FullMesh: all 6 directed links verified",
                        "Uniform True NodesUniform: chat 1.4.0 on OTP 27 on all 3 nodes",
                        "Reconciling False InvalidSpec: the spec is not applied, see Stalled",
                        "Stalled True InvalidSpec: spec.x: wrong; fix it. Running nodes are unchanged"),
                row(
                        s -> s.withoutPodsFrom(2).sized(2).refused(),
                        "Ready False InvalidSpec: spec.x: wrong; fix it. Running nodes are unchanged",
                        "PodsReady False SpecNotApplied: no pod yet for chat-2: waiting for a valid spec",
                        "Meshed True FullMesh: all 2 directed links verified",
                        "Uniform True NodesUniform: chat 1.4.0 on OTP 27 on all 2 nodes",
                        "Reconciling False InvalidSpec: the spec is not applied, see Stalled",
                        "Stalled True InvalidSpec: spec.x: wrong; fix it. Running nodes are unchanged"),
                row(
                        s -> s.leaving(3).sized(4).refused(),
                        "Ready False InvalidSpec: spec.x: wrong; fix it. Running nodes are unchanged",
                        "PodsReady False SpecNotApplied: not scaled to 3 pods yet: waiting for a valid spec",
                        "Meshed True FullMesh: all 6 directed links verified",
                        "Uniform True NodesUniform: chat 1.4.0 on OTP 27 on all 3 nodes",
                        "Reconciling False InvalidSpec: the spec is not applied, see Stalled",
                        "Stalled True InvalidSpec: spec.x: wrong; fix it. Running nodes are unchanged"),
                row(
                        s -> s.withoutStatefulSet().paused(),
                        "Ready False SpecNotApplied: no StatefulSet yet: spec.paused is true",
                        "PodsReady False SpecNotApplied: no StatefulSet yet: spec.paused is true",
                        "Meshed True FullMesh: all 6 directed links verified",
                        "Uniform True NodesUniform: chat 1.4.0 on OTP 27 on all 3 nodes",
                        "Reconciling False Paused: spec.paused is true: nothing is changed, but the status is kept up to date",
                        "Stalled False NotStalled: reconciliation is not blocked"));
    }

    private static Situation nothing(Situation situation) {
        return situation.withoutStatefulSet().withoutPodsFrom(0);
    }

    private static Arguments row(UnaryOperator<Situation> change, String... conditions) {
        return Arguments.of(change.apply(Situation.whole(3, NOW)), List.of(conditions));
    }

    @ParameterizedTest
    @MethodSource("situations")
    void theOtherConditionsWaitForTheSpec(Situation situation, List<String> conditions) {
        assertThat(situation.status(null, NOW).conditions())
                .extracting(condition -> condition.getType() + " " + condition.getStatus() + " " + condition.getReason()
                        + ": " + condition.getMessage())
                .isEqualTo(conditions);
    }

    @Test
    void aMeshOfNodesThatDoNotExistIsNotReported() {
        // When
        BeamClusterStatus status = nothing(Situation.whole(3, NOW)).refused().status(null, NOW);

        // Then
        assertThat(status.mesh()).isNull();
        assertThat(Objects.requireNonNull(status.summary()).islands()).isEqualTo("?");
        assertThat(status.nodes())
                .extracting(node -> node.state(), node -> node.reason(), node -> node.message())
                .containsOnly(tuple(NodeState.Starting, "SpecNotApplied", "no pod yet: waiting for a valid spec"));
    }

    @Test
    void onlyTheRefusalHasAnEvent() {
        // Given
        BeamClusterStatus status = nothing(Situation.whole(3, NOW)).refused().status(null, NOW);

        // Then
        assertThat(ConditionEvents.between(null, status))
                .extracting(EventText::type, EventText::reason)
                .containsExactly(tuple(EventText.Type.Warning, Reason.InvalidSpec));
        assertThat(RolloutEvents.next(List.of(), null, status).events()).isEmpty();
    }

    @Test
    void aNodeBeyondTheSizeOfARefusedSpecKeepsRunning() {
        // Given
        BeamClusterStatus before = Situation.whole(4, NOW).status(null, NOW);
        BeamClusterStatus refused =
                Situation.whole(3, NOW).leaving(3).sized(4).refused().status(before, NOW);

        // Then
        assertThat(refused.nodes().getLast().message())
                .isEqualTo("scaled down, but still running: waiting for a valid spec");
        assertThat(RolloutEvents.next(List.of(), before, refused).events()).isEmpty();
        assertThat(RolloutEvents.next(List.of(), refused, before).events()).isEmpty();
    }
}
