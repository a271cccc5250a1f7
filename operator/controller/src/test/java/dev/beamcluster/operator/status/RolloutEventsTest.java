package dev.beamcluster.operator.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;

import static dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState.Leaving;
import static dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState.LinksMissing;
import static dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState.Meshed;
import static dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState.Starting;
import static dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState.Unknown;
import static dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState.Unreachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class RolloutEventsTest {

    private static final String NONE = "";
    private static final BeamClusterStatus SETTLED = settled(node(0, Meshed, "a"), node(1, Meshed, "a"));

    static Stream<Arguments> stories() {
        return Stream.of(
                story("nothing", List.of(SETTLED, SETTLED)),
                story(
                        "a mesh that forms: no event for each node",
                        List.of(
                                moving("creating the pods", node(0, Starting, NONE)),
                                moving("2 of 3", node(0, Starting, "a"), node(1, Starting, NONE)),
                                moving("2 of 3", node(0, Unreachable, "a"), node(1, Unknown, "a")),
                                settled(node(0, LinksMissing, "a"), node(1, LinksMissing, "a")),
                                settled(node(0, Meshed, "a"), node(1, Meshed, "a"))),
                        "RolloutInProgress: creating the pods",
                        "UpToDate: as asked for (revision a)"),
                story(
                        "a flapping node",
                        List.of(
                                SETTLED,
                                settled(node(0, Meshed, "a"), node(1, Unreachable, "a")),
                                SETTLED,
                                settled(node(0, Meshed, "a"), node(1, Starting, "a")),
                                SETTLED)),
                story(
                        "a rollout after a Job",
                        List.of(
                                SETTLED,
                                waitingForJob(node(0, Meshed, "a"), node(1, Meshed, "a")),
                                waitingForJob(node(0, Meshed, "a"), node(1, Meshed, "a")),
                                moving("1 is next", node(0, Meshed, "a"), node(1, Meshed, "a"))),
                        "RolloutWaitsForJob: waiting for the Job",
                        "RolloutInProgress: 1 is next"),
                story(
                        "a rollout",
                        List.of(
                                SETTLED,
                                moving("1 is next", node(0, Meshed, "a"), node(1, Meshed, "a")),
                                moving("1 is next", node(0, Meshed, "a"), node(1, Leaving, "a")),
                                moving("waits for 1", node(0, LinksMissing, "a"), node(1, Starting, NONE)),
                                moving("waits for 1", node(0, LinksMissing, "a"), node(1, Starting, "b")),
                                waiting("True", node(0, Meshed, "a"), node(1, Unknown, "b")),
                                waiting("False", node(0, LinksMissing, "a"), node(1, Unreachable, "b")),
                                waiting("False", node(0, LinksMissing, "a"), node(1, LinksMissing, "b")),
                                moving("0 is next", node(0, Meshed, "a"), node(1, Meshed, "b")),
                                moving("0 is next", node(0, Leaving, "a"), node(1, LinksMissing, "b")),
                                settled(node(0, Unknown, "b"), node(1, LinksMissing, "b")),
                                settled(node(0, Meshed, "b"), node(1, Meshed, "b"))),
                        "RolloutInProgress: 1 is next",
                        "NodeLeaving: chat-1 is leaving",
                        "RolloutWaitsForMesh: waits for the whole mesh: links are missing",
                        "NodeRejoined: chat-1 rejoined the mesh at revision b",
                        "NodeLeaving: chat-0 is leaving",
                        "UpToDate: as asked for (revision b)",
                        "NodeRejoined: chat-0 rejoined the mesh at revision b"),
                story(
                        "a flapping node while a rollout waits",
                        List.of(
                                moving("", node(0, Meshed, "a"), node(1, Meshed, "b")),
                                moving("", node(0, Unreachable, "a"), node(1, Unreachable, "b")),
                                moving("", node(0, Meshed, "a"), node(1, Meshed, "b"))),
                        "RolloutInProgress: "),
                story(
                        "a rollout that begins with a wait",
                        List.of(SETTLED, waiting("False", node(0, Unreachable, "a"), node(1, Meshed, "a"))),
                        "RolloutWaitsForMesh: waits for the whole mesh: links are missing"),
                story(
                        "a pod that is replaced between two observations",
                        List.of(
                                SETTLED,
                                settled(node(0, Meshed, "a"), node(1, Starting, "b")),
                                settled(node(0, Meshed, "a"), node(1, Meshed, "b"))),
                        "NodeLeaving: chat-1 is leaving",
                        "NodeRejoined: chat-1 rejoined the mesh at revision b"),
                story(
                        "a scale-down and a scale-up",
                        List.of(
                                settled(node(0, Meshed, "a"), node(1, Meshed, "a"), node(2, Meshed, "a")),
                                moving("2 leaves", node(0, Meshed, "a"), node(1, Leaving, "a"), node(2, Leaving, "a")),
                                moving("1 leaves", node(0, Meshed, "a"), node(1, Leaving, "a")),
                                settled(node(0, Meshed, "a")),
                                moving("1 of 2", node(0, Meshed, "a"), node(1, Starting, NONE)),
                                moving("1 of 2", node(0, LinksMissing, "a"), node(1, Unreachable, "a")),
                                settled(node(0, Meshed, "a"), node(1, Meshed, "a"))),
                        "RolloutInProgress: 2 leaves",
                        "NodeLeaving: chat-1, chat-2 are leaving",
                        "NodeRemoved: chat-2 was removed",
                        "NodeRemoved: chat-1 was removed",
                        "UpToDate: as asked for (revision a)",
                        "RolloutInProgress: 1 of 2",
                        "UpToDate: as asked for (revision a)"),
                story(
                        "a rollout that stalls, resumes and completes",
                        List.of(
                                moving("1 is next", node(0, Meshed, "a"), node(1, Starting, "b")),
                                stalled(node(0, Meshed, "a"), node(1, Starting, "b")),
                                moving("1 is next", node(0, Meshed, "a"), node(1, Starting, "c")),
                                settled(node(0, Meshed, "a"), node(1, Meshed, "c"))),
                        "RolloutInProgress: 1 is next",
                        "RolloutInProgress: 1 is next",
                        "NodeLeaving: chat-1 is leaving",
                        "NodeRejoined: chat-1 rejoined the mesh at revision c",
                        "UpToDate: as asked for (revision a, c)"));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void aRolloutHasEvents(List<BeamClusterStatus> statuses, List<String> lines) {
        assertThat(lines(statuses)).isEqualTo(lines);
    }

    @Test
    void aHundredLeavingNodesShareOneEvent() {
        // Given
        var all = IntStream.range(0, 100).mapToObj(ordinal -> node(ordinal, Meshed, "a"));
        var leaving = IntStream.range(0, 100).mapToObj(ordinal -> node(ordinal, ordinal < 3 ? Meshed : Leaving, "a"));

        // When
        var result = RolloutEvents.next(
                Set.of(), settled(all.toArray(NodeStatus[]::new)), settled(leaving.toArray(NodeStatus[]::new)));

        // Then
        assertThat(result.events())
                .containsExactly(EventText.ofRollout(
                        NodeEvent.NodeLeaving, "chat-3, chat-4, chat-5, chat-6, chat-7 and 92 more are leaving"));
    }

    @Test
    void aRestartedOperatorReportsTheNodeBeingReplaced() {
        var result = RolloutEvents.next(
                Set.of(),
                moving("", node(0, Meshed, "a"), node(1, Leaving, "a")),
                moving("", node(0, Meshed, "a"), node(1, Starting, "b")));

        assertThat(result.awaited()).containsExactly("chat-1");
    }

    private static List<String> lines(List<BeamClusterStatus> statuses) {
        var lines = new ArrayList<String>();
        SortedSet<String> awaited = new TreeSet<>();
        BeamClusterStatus before = statuses.getFirst().equals(SETTLED) ? SETTLED : null;
        for (BeamClusterStatus status : statuses) {
            var result = RolloutEvents.next(awaited, before, status);
            result.events().forEach(event -> lines.add(event.reason() + ": " + event.message()));
            awaited = result.awaited();
            before = status;
        }
        return lines;
    }

    private static Arguments story(String name, List<BeamClusterStatus> statuses, String... lines) {
        return argumentSet(name, statuses, Arrays.asList(lines));
    }

    private static BeamClusterStatus settled(NodeStatus... nodes) {
        return status(condition("Reconciling", "False", "UpToDate", "as asked for"), "True", nodes);
    }

    private static BeamClusterStatus moving(String message, NodeStatus... nodes) {
        return status(condition("Reconciling", "True", "RolloutInProgress", message), "False", nodes);
    }

    private static BeamClusterStatus waiting(String meshed, NodeStatus... nodes) {
        var message = "waits for the whole mesh: links are missing";
        return status(condition("Reconciling", "True", "RolloutWaitsForMesh", message), meshed, nodes);
    }

    private static BeamClusterStatus waitingForJob(NodeStatus... nodes) {
        return status(condition("Reconciling", "True", "RolloutWaitsForJob", "waiting for the Job"), "True", nodes);
    }

    private static BeamClusterStatus stalled(NodeStatus... nodes) {
        return status(condition("Reconciling", "False", "RolloutStalled", "stalled"), "False", nodes);
    }

    private static BeamClusterStatus status(Condition reconciling, String meshed, NodeStatus... nodes) {
        var conditions = List.of(
                condition("Meshed", meshed, meshed.equals("True") ? "FullMesh" : "LinksMissing", ""), reconciling);
        return new BeamClusterStatus(7L, nodes.length, 0, "", null, List.of(nodes), null, List.of(), null, conditions);
    }

    private static Condition condition(String type, String status, String reason, String message) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .build();
    }

    private static NodeStatus node(int ordinal, NodeState state, String revision) {
        return new NodeStatus(
                "chat-" + ordinal,
                "chat@chat-" + ordinal + ".nodes",
                state,
                null,
                null,
                null,
                null,
                revision.isEmpty() ? null : revision,
                null,
                null);
    }
}
