package dev.beamcluster.operator.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;

import static dev.beamcluster.operator.rollout.Rollouts.NEW;
import static dev.beamcluster.operator.rollout.Rollouts.NEW_STARTING;
import static org.assertj.core.api.Assertions.assertThat;

/** Since when a node is in the mesh, for an operator that remembers only the status. */
class MeshedSinceTest {

    private final Workload workload = Workload.settled(3, "a");

    @Test
    void aNodeIsInTheMeshSinceTheFirstReportThatSaysSo() {
        assertThat(times(null)).containsOnlyKeys("chat-0", "chat-1", "chat-2").containsValue(workload.now());
    }

    @Test
    void theTimeStaysWhileItIsAndWhileNothingIsKnown() {
        // Given
        Instant since = workload.now();
        var before = status(NodeState.Meshed, since, null);
        workload.pass(100);

        // When, then
        assertThat(times(before)).containsEntry("chat-2", since);
        assertThat(timesWithoutReport(before)).containsEntry("chat-2", since);
        assertThat(timesWithoutReport(status(NodeState.Unknown, since, null))).containsEntry("chat-2", since);
        assertThat(timesWithoutReport(null)).isEmpty();
    }

    @Test
    void aNodeThatLeavesHasNoTime() {
        // Given
        var before = status(NodeState.Meshed, workload.now(), null);
        workload.part(2, 0);
        workload.part(2, 1);

        // Then
        assertThat(times(before)).containsOnlyKeys("chat-0", "chat-1");
    }

    @Test
    void aMissingLinkCountsAgainstTheNodeThatStartedLater() {
        // Given chat-1, which joins chat-0 and not yet chat-2
        workload.put(1, NEW_STARTING);
        workload.put(1, NEW);
        workload.part(1, 2);

        // Then
        assertThat(times(null)).containsOnlyKeys("chat-0", "chat-2");
    }

    @Test
    void aPeerThatIsDownOrThatNobodyReachesDoesNotCount() {
        // Given
        workload.put(0, new Pod("a", false, Optional.empty()));
        workload.put(1, new Pod(Workload.STRANGE, true, Optional.empty()));
        workload.put(2, NEW);

        // Then
        assertThat(times(null)).containsOnlyKeys("chat-2");
    }

    @Test
    void aContainerThatStartedSinceBeginsAgain() {
        // Given
        var before = status(NodeState.Meshed, workload.now(), null);
        workload.pass(10);
        workload.put(2, NEW);

        // When, then
        assertThat(timesWithoutReport(before)).containsOnlyKeys("chat-0", "chat-1");
        assertThat(times(before)).containsEntry("chat-2", workload.now());
    }

    @Test
    void anOlderCrdThatDropsTheFieldLeavesTheTimeOfTheState() {
        // Given
        Instant since = workload.now();
        workload.pass(100);

        // When, then
        assertThat(times(status(NodeState.Meshed, null, since))).containsEntry("chat-2", since);
        assertThat(times(status(NodeState.LinksMissing, null, since))).containsEntry("chat-2", workload.now());
    }

    @Test
    void aPodThatIsTerminatingOrGoneIsNotInTheMesh() {
        // Given
        workload.pods().remove(2);

        // Then
        assertThat(timesWithoutReport(status(NodeState.Meshed, workload.now(), null)))
                .containsOnlyKeys("chat-0", "chat-1");
    }

    private SortedMap<String, Instant> times(@Nullable BeamClusterStatus before) {
        return MeshedSince.of(workload.nodes(3), workload.mesh(3), before, workload.now());
    }

    private SortedMap<String, Instant> timesWithoutReport(@Nullable BeamClusterStatus before) {
        return MeshedSince.of(workload.nodes(3), Optional.empty(), before, workload.now());
    }

    private static BeamClusterStatus status(NodeState state, @Nullable Instant meshedSince, @Nullable Instant since) {
        List<NodeStatus> nodes = List.of(
                node("chat-0", state, meshedSince, since),
                node("chat-1", state, meshedSince, since),
                node("chat-2", state, meshedSince, since));
        return new BeamClusterStatus(1L, 3, 3, null, null, nodes, null, List.of(), null, List.of());
    }

    private static NodeStatus node(
            String pod, NodeState state, @Nullable Instant meshedSince, @Nullable Instant since) {
        return new NodeStatus(pod, pod, state, null, null, text(since), text(meshedSince), null, null, null);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
