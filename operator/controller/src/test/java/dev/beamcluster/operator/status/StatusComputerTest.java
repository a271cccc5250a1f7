package dev.beamcluster.operator.status;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.operator.rollout.Progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class StatusComputerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Fault EPMD_GONE = new Fault(Cause.REFUSED, "epmd, port 4369");

    static Stream<Arguments> meshed() {
        return Stream.of(
                row(3, s -> s, "True", "FullMesh", "all 6 directed links"),
                row(1, s -> s, "True", "SingleNode", "answers"),
                row(0, s -> s, "Unknown", "ScaledToZero", "no nodes"),
                row(3, Situation::withoutLook, "Unknown", "ProbeStale", "not looked yet"),
                row(3, s -> s.lookedAt(NOW.minusSeconds(60)), "Unknown", "ProbeStale", "longer than 10 s"),
                row(3, s -> s.lookOf(2), "Unknown", "ProbeStale", "of this generation"),
                row(3, s -> s.replaced(1), "Unknown", "ProbeStale", "of this generation"),
                row(
                        3,
                        s -> s.cut(0, 1, Cause.CALL_TIMEOUT),
                        "False",
                        "LinksMissing",
                        "chat-0.nodes cannot call chat@chat-1.nodes"),
                row(3, s -> s.apart(0, 1).apart(0, 2), "False", "Partitioned", "2 islands"),
                row(3, s -> s.cut(0, 1, Cause.DNS_FAILURE), "False", "DnsFailure", "does not resolve"),
                row(3, s -> s.lost(1, Cause.REFUSED), "False", "NodesUnreachable", "chat@chat-1.nodes"),
                row(3, s -> s.lost(1, Cause.CALL_TIMEOUT), "False", "NodesUnreachable", "chat@chat-1.nodes"),
                row(
                        3,
                        s -> s.unseen(1, Cause.CONNECT_TIMEOUT),
                        "Unknown",
                        "OperatorCannotReachNodes",
                        "chat@chat-1.nodes"),
                row(3, s -> s.unseen(1, Cause.REFUSED), "Unknown", "OperatorCannotReachNodes", "chat@chat-1.nodes"),
                row(1, s -> s.lost(0, Cause.REFUSED), "False", "NodesUnreachable", "chat@chat-0.nodes"),
                row(3, s -> s.cut(0, 2, Cause.HIDDEN), "False", "HiddenNode", "-hidden"),
                row(
                        3,
                        s -> s.cut(0, 1, Cause.CALL_TIMEOUT).unseen(1, Cause.CONNECT_TIMEOUT),
                        "False",
                        "LinksMissing",
                        "chat-0.nodes cannot call chat@chat-1.nodes"),
                row(
                        3,
                        s -> s.lost(0, Cause.CONNECT_TIMEOUT)
                                .lost(1, Cause.CONNECT_TIMEOUT)
                                .lost(2, Cause.CONNECT_TIMEOUT),
                        "Unknown",
                        "OperatorCannotReachNodes",
                        "cannot tell"),
                row(
                        3,
                        s -> s.lost(1, Cause.COOKIE_MISMATCH),
                        "False",
                        "CookieMismatch",
                        "chat@chat-1.nodes: it has another cookie"),
                row(
                        3,
                        s -> s.lost(1, Cause.NAME_MISMATCH),
                        "False",
                        "NameMismatch",
                        "chat@chat-1.nodes: it runs under another name"),
                row(
                        3,
                        s -> s.lost(1, new Fault(Cause.TLS_FAILED, "the node's certificate has expired")),
                        "False",
                        "TlsHandshakeFailed",
                        "chat@chat-1.nodes: TLS was not agreed on (the node's certificate has expired)"),
                row(
                        3,
                        s -> s.lost(1, new Fault(Cause.INCOMPATIBLE, "No common protocol found")),
                        "False",
                        "IncompatibleRelease",
                        "25 to 29 are supported (No common protocol found)"),
                row(3, s -> s.unseen(1, EPMD_GONE), "Unknown", "OperatorCannotReachNodes", "(epmd, port 4369)"),
                row(257, s -> s, "True", "FullMesh", "all 65792 directed links were verified"),
                row(258, s -> s, "True", "FullMesh", "directed links were verified, each within 2 rounds"));
    }

    private static Arguments row(
            int nodes, UnaryOperator<Situation> change, String state, String reason, String partOfMessage) {
        return Arguments.of(change.apply(Situation.whole(nodes, NOW)), state, reason, partOfMessage);
    }

    @ParameterizedTest
    @MethodSource("meshed")
    void meshedTellsTheCauseThatExplainsMost(Situation situation, String state, String reason, String partOfMessage) {
        Condition meshed = condition(status(situation), ConditionType.Meshed);

        assertThat(meshed.getStatus()).isEqualTo(state);
        assertThat(meshed.getReason()).isEqualTo(reason);
        assertThat(meshed.getMessage()).contains(partOfMessage);
    }

    static Stream<Arguments> uniform() {
        var none = Optional.<Integer>empty();
        return Stream.of(
                row(3, s -> s, "True", "NodesUniform", "chat 1.4.0 with OTP 27 on all 3 nodes"),
                row(
                        3,
                        s -> s.saying(1, facts("26", "chat 1.4.0", "1.4.0", Optional.of(60), true)),
                        "False",
                        "VersionSkew",
                        "OTP release is 26 on chat@chat-1.nodes and 27 on chat@chat-0.nodes, chat@chat-2.nodes"),
                row(
                        3,
                        s -> s.saying(1, facts("27", "chat 1.5.0", "1.5.0", Optional.of(60), true)),
                        "False",
                        "VersionSkew",
                        "release is chat 1.4.0 on"),
                row(
                        3,
                        s -> s.saying(1, facts("27", "chat 1.4.0", "1.4.1", Optional.of(60), true)),
                        "False",
                        "VersionSkew",
                        "application chat is 1.4.0 on"),
                row(
                        3,
                        s -> s.saying(2, facts("27", "chat 1.4.0", "1.4.0", Optional.of(15), true)),
                        "False",
                        "KernelSettingsDiffer",
                        "net_ticktime is 15 s on chat@chat-2.nodes"),
                row(
                        3,
                        s -> s.saying(2, facts("27", "chat 1.4.0", "1.4.0", none, true)),
                        "True",
                        "NodesUniform",
                        "3 nodes"),
                row(
                        3,
                        s -> s.saying(2, facts("27", "chat 1.4.0", "1.4.0", Optional.of(60), false)),
                        "False",
                        "KernelSettingsDiffer",
                        "prevent_overlapping_partitions is false on chat@chat-2.nodes"),
                row(
                        3,
                        s -> s.saying(
                                0,
                                new NodeInfo(
                                        "27",
                                        "chat 1.4.0",
                                        new TreeMap<>(Map.of("chat", "1.4.0")),
                                        Optional.of(60),
                                        true,
                                        "inet6_tcp",
                                        false)),
                        "False",
                        "KernelSettingsDiffer",
                        "the distribution protocol is inet6_tcp on chat@chat-0.nodes and inet_tcp on"),
                row(3, s -> s.lost(0, Cause.REFUSED), "True", "NodesUniform", "all 2 nodes"),
                row(3, Situation::unobserved, "Unknown", "RolloutInProgress", "replaced"),
                row(3, Situation::withoutLook, "Unknown", "ProbeStale", "not looked yet"),
                row(1, s -> s.lost(0, Cause.CONNECT_TIMEOUT), "Unknown", "OperatorCannotReachNodes", "no node"),
                row(0, s -> s, "Unknown", "ScaledToZero", "no nodes"));
    }

    private static NodeInfo facts(
            String otp, String release, String version, Optional<Integer> tick, boolean prevents) {
        return new NodeInfo(otp, release, new TreeMap<>(Map.of("chat", version)), tick, prevents, "inet_tcp", false);
    }

    @ParameterizedTest
    @MethodSource("uniform")
    void uniformNamesWhatDiffersAndWhere(Situation situation, String state, String reason, String partOfMessage) {
        Condition uniform = condition(status(situation), ConditionType.Uniform);

        assertThat(uniform.getStatus()).isEqualTo(state);
        assertThat(uniform.getReason()).isEqualTo(reason);
        assertThat(uniform.getMessage()).contains(partOfMessage);
    }

    @Test
    void readyIsTrueOnlyWhenEverythingIs() {
        var skewed = Situation.whole(3, NOW).saying(1, facts("26", "chat 1.4.0", "1.4.0", Optional.of(60), true));
        assertThat(condition(status(skewed), ConditionType.Ready).getReason()).isEqualTo("VersionSkew");
        assertThat(condition(status(Situation.whole(3, NOW)), ConditionType.Ready)
                        .getStatus())
                .isEqualTo("True");
        assertThat(condition(status(Situation.whole(3, NOW).unobserved()), ConditionType.Ready)
                        .getReason())
                .isEqualTo("PodsStarting");
        assertThat(condition(status(Situation.whole(3, NOW).refused()), ConditionType.Ready)
                        .getReason())
                .isEqualTo("InvalidSpec");
        assertThat(condition(status(Situation.whole(3, NOW).failing(2)), ConditionType.Ready)
                        .getReason())
                .isEqualTo("PodsFailing");
    }

    @ParameterizedTest
    @MethodSource("meshed")
    void computingTwiceWithALaterNowGivesAnEqualStatus(Situation situation, String state, String reason, String part) {
        BeamClusterStatus first = situation.status(null, NOW);

        assertThat(situation.status(first, NOW.plusSeconds(5))).isEqualTo(first);
    }

    @Test
    void theTransitionTimeMovesOnlyWithTheStatus() {
        BeamClusterStatus whole = status(Situation.whole(3, NOW));
        Situation cut = Situation.whole(3, NOW).cut(0, 1, Cause.CALL_TIMEOUT);
        BeamClusterStatus broken = cut.status(whole, NOW.plusSeconds(3));
        Situation worse = cut.cut(1, 0, Cause.CALL_TIMEOUT);
        BeamClusterStatus stillBroken = worse.status(broken, NOW.plusSeconds(6));

        assertThat(condition(broken, ConditionType.Meshed).getLastTransitionTime())
                .isEqualTo("2026-01-01T00:00:03Z");
        assertThat(condition(stillBroken, ConditionType.Meshed).getMessage())
                .isNotEqualTo(condition(broken, ConditionType.Meshed).getMessage());
        assertThat(condition(stillBroken, ConditionType.Meshed).getLastTransitionTime())
                .isEqualTo("2026-01-01T00:00:03Z");
        assertThat(condition(broken, ConditionType.PodsReady).getLastTransitionTime())
                .isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void everyConditionIsOfTheGenerationThatWasObserved() {
        BeamClusterStatus status = status(Situation.whole(3, NOW));

        assertThat(status.observedGeneration()).isEqualTo(7);
        assertThat(status.conditions())
                .extracting(Condition::getObservedGeneration)
                .containsOnly(7L);
        assertThat(status.summary()).extracting(summary -> summary.links()).isEqualTo("6/6");
    }

    @Test
    void whileARolloutWaitsForTheMeshItIsToldWhatIsMissing() {
        Situation cut = Situation.whole(3, NOW).apart(0, 1).on(new Progress.WaitsForMesh());

        Condition reconciling = condition(status(cut), ConditionType.Reconciling);

        assertThat(reconciling.getReason()).isEqualTo("RolloutWaitsForMesh");
        assertThat(reconciling.getMessage()).contains("chat-0.nodes", "chat-1.nodes");
        assertThat(condition(status(cut), ConditionType.Stalled).getStatus()).isEqualTo("False");
    }

    @Test
    void aRolloutThatWaitsTooLongIsStalledAndStaysSoWhileItWaits() {
        Situation waiting = Situation.whole(3, NOW).apart(0, 1).on(new Progress.WaitsForMesh());
        BeamClusterStatus first = status(waiting);
        BeamClusterStatus patient = waiting.status(first, NOW.plusSeconds(9));

        BeamClusterStatus late = waiting.lookedAt(NOW.plusSeconds(601)).status(patient, NOW.plusSeconds(601));
        BeamClusterStatus later = waiting.lookedAt(NOW.plusSeconds(602)).status(late, NOW.plusSeconds(602));

        assertThat(patient).isEqualTo(first);
        assertThat(condition(late, ConditionType.Stalled).getReason()).isEqualTo("RolloutStalled");
        assertThat(condition(late, ConditionType.Reconciling).getStatus()).isEqualTo("False");
        assertThat(later).isEqualTo(late);
    }

    @Test
    void whatOnlyAPersonCanChangeStallsAtOnce() {
        var failing = new Progress.WaitsForPod("chat-2", Optional.of("no image"));
        Situation misnamed =
                Situation.whole(3, NOW).lost(2, Cause.COOKIE_MISMATCH).on(new Progress.WaitsForMesh());

        assertThat(condition(status(Situation.whole(3, NOW).on(failing)), ConditionType.Stalled)
                        .getMessage())
                .contains("chat-2", "no image");
        assertThat(condition(status(misnamed), ConditionType.Stalled).getStatus())
                .isEqualTo("True");
        assertThat(condition(status(misnamed), ConditionType.Ready).getReason()).isEqualTo("RolloutStalled");
    }

    @Test
    void aPodThatIsOnlyStartingDoesNotStall() {
        var starting = new Progress.WaitsForPod("chat-2", Optional.empty());

        assertThat(condition(status(Situation.whole(3, NOW).on(starting)), ConditionType.Stalled)
                        .getStatus())
                .isEqualTo("False");
    }

    @Test
    void aNodeKeepsItsTimeWhileItIsInTheSameState() {
        BeamClusterStatus whole = status(Situation.whole(2, NOW));
        BeamClusterStatus cut = Situation.whole(2, NOW).apart(0, 1).status(whole, NOW.plusSeconds(4));

        assertThat(whole.nodes()).extracting(NodeStatus::since).containsOnly("2026-01-01T00:00:00Z");
        assertThat(Situation.whole(2, NOW).status(whole, NOW.plusSeconds(4))).isEqualTo(whole);
        assertThat(cut.nodes()).extracting(NodeStatus::since).containsOnly("2026-01-01T00:00:04Z");
    }

    @Test
    void strangersAreToldAndNodesOnTheirWayOutAreNone() {
        Situation visited = Situation.whole(2, NOW).visited(0, 2).visited(1, 7);

        assertThat(unexpectedNodes(visited)).containsExactly("chat@chat-2.nodes", "chat@chat-7.nodes");
        assertThat(unexpectedNodes(visited.leaving(2))).containsExactly("chat@chat-7.nodes");
        assertThat(condition(status(visited), ConditionType.Meshed).getReason()).isEqualTo("FullMesh");
    }

    @Test
    void aStatusHoldsSoManyStrangersAndNoMore() {
        Situation visited = Situation.whole(1, NOW);
        for (int stranger = 1; stranger <= 30; stranger++) {
            visited = visited.visited(0, stranger);
        }

        assertThat(unexpectedNodes(visited)).hasSize(20).startsWith("chat@chat-1.nodes", "chat@chat-2.nodes");
    }

    @Test
    void aNodeOnItsWayOutIsToldWithTheReason() {
        Situation scaledDown = Situation.whole(2, NOW).leaving(2);

        assertThat(status(scaledDown).nodes())
                .extracting(NodeStatus::pod, NodeStatus::state, NodeStatus::reason)
                .contains(tuple("chat-2", NodeState.Leaving, "ScaledDown"));
        assertThat(status(scaledDown.draining("chat-2")).nodes())
                .extracting(NodeStatus::pod, NodeStatus::state, NodeStatus::reason)
                .contains(tuple("chat-2", NodeState.Leaving, "Draining"));
        assertThat(status(Situation.whole(2, NOW).deleting(1)).nodes())
                .extracting(NodeStatus::pod, NodeStatus::state, NodeStatus::reason)
                .contains(tuple("chat-1", NodeState.Leaving, "Replaced"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ScaledDown", "Replaced", "Draining", "PodsStarting", "PodsFailing"})
    void everyOtherWordOfANodeIsDocumented(String word) throws Exception {
        assertThat(Files.readString(Path.of("../../docs/conditions.md"))).contains("| `" + word + "` |");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonIsDocumented(Reason reason) throws Exception {
        assertThat(Files.readString(Path.of("../../docs/conditions.md"))).contains("### `" + reason + "`");
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void everyCauseOfANodeIsDocumented(Cause cause) throws Exception {
        assertThat(Files.readString(Path.of("../../docs/conditions.md")))
                .contains("`" + FaultMessages.word(cause) + "`");
        assertThat(FaultMessages.of(new Fault(cause))).isNotBlank();
    }

    private static List<String> unexpectedNodes(Situation situation) {
        return Objects.requireNonNull(status(situation).mesh()).unexpectedNodes();
    }

    private static BeamClusterStatus status(Situation situation) {
        return situation.status(null, NOW);
    }

    private static Condition condition(BeamClusterStatus status, ConditionType type) {
        return Conditions.find(status.conditions(), type).orElseThrow();
    }
}
