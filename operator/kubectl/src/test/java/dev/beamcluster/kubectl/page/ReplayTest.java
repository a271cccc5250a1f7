package dev.beamcluster.kubectl.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Transition;
import dev.beamcluster.api.v1alpha1.Transition.ChangedLink;
import dev.beamcluster.api.v1alpha1.Transition.ChangedNode;
import dev.beamcluster.kubectl.Golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ReplayTest {

    private static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");

    private static BeamCluster cluster(String file) {
        return Golden.read("cluster/" + file + ".yaml", BeamCluster.class);
    }

    private static Transition lost(String time, String from, String to, String reason) {
        return new Transition(
                time,
                null,
                null,
                "False",
                "LinksMissing",
                "LinksMissing",
                List.of(new ChangedLink(from, to, reason)),
                List.of(new ChangedNode(from, "LinksMissing", reason)));
    }

    private static Transition back(String time, String from, String to) {
        return new Transition(
                time,
                null,
                null,
                "True",
                "FullMesh",
                "FullMesh",
                List.of(new ChangedLink(from, to, null)),
                List.of(new ChangedNode(from, "Meshed", null)));
    }

    private static List<Frame> replay(Transition... history) {
        BeamCluster cluster = cluster("whole");
        cluster.setStatus(cluster.getStatus().withHistory(List.of(history)));
        return Replay.of(cluster, List.of(Frames.of(cluster, NOW)), NOW);
    }

    @Test
    void aCutOfTheLastHourIsShownAgain() {
        // When
        List<Frame> frames = replay(
                lost("2026-01-02T09:30:00Z", "chat-0", "chat-1", "CallTimeout"),
                back("2026-01-02T09:31:00Z", "chat-0", "chat-1"));

        // Then
        assertThat(frames)
                .extracting(Frame::time, Frame::source, Frame::health, Frame::established)
                .containsExactly(
                        tuple("2026-01-02T09:30:00Z", Frame.Source.history, "not whole", 5),
                        tuple("2026-01-02T09:31:00Z", Frame.Source.history, "whole", 6),
                        tuple("2026-01-02T10:00:00Z", Frame.Source.seen, "whole", 6));
        assertThat(frames.getFirst().faults())
                .containsExactly(new LinkFault("chat-0", "chat-1", "CallTimeout", "2026-01-02T09:30:00Z"));
        assertThat(frames.getFirst().rows()).containsExactlyEntriesOf(Map.of("chat-0", "-mv"));
    }

    @Test
    void whatALaterTransitionRepairsIsUnknownBefore() {
        // When
        List<Frame> frames = replay(
                lost("2026-01-02T09:30:00Z", "chat-0", "chat-1", "CallTimeout"),
                back("2026-01-02T09:31:00Z", "chat-2", "chat-1"));

        // Then
        assertThat(frames.getFirst().rows()).containsEntry("chat-2", "uu-").containsEntry("chat-0", "-mu");
        assertThat(frames.getFirst().nodes())
                .extracting(PageNode::pod, PageNode::state)
                .contains(tuple("chat-2", "Unknown"));
    }

    @Test
    void anHourBeginsWithWhatWasBeforeIt() {
        // When
        List<Frame> frames = replay(
                lost("2026-01-02T05:00:00Z", "chat-0", "chat-1", "CallTimeout"),
                back("2026-01-02T06:00:00Z", "chat-0", "chat-1"),
                lost("2026-01-02T09:30:00Z", "chat-1", "chat-2", "NotConnected"),
                back("2026-01-02T09:31:00Z", "chat-1", "chat-2"));

        // Then
        assertThat(frames)
                .extracting(Frame::time)
                .containsExactly(
                        "2026-01-02T06:00:00Z", "2026-01-02T09:30:00Z", "2026-01-02T09:31:00Z", "2026-01-02T10:00:00Z");
    }

    @Test
    void whatThePageSawItselfIsNotTakenFromTheHistory() {
        // Given
        BeamCluster cluster = cluster("whole");
        cluster.setStatus(cluster.getStatus()
                .withHistory(List.of(
                        lost("2026-01-02T09:30:00Z", "chat-0", "chat-1", "CallTimeout"),
                        back("2026-01-02T09:50:00Z", "chat-0", "chat-1"))));
        Frame seen = Frames.of(cluster, Instant.parse("2026-01-02T09:40:00Z"));

        // Then
        assertThat(Replay.of(cluster, List.of(seen), NOW))
                .extracting(Frame::time)
                .containsExactly("2026-01-02T09:30:00Z", "2026-01-02T09:40:00Z");
    }

    @Test
    void aNodeThatIsGoneIsDrawnUntilItWent() {
        // When
        List<Frame> frames = replay(
                new Transition(
                        "2026-01-02T09:30:00Z",
                        null,
                        null,
                        "False",
                        "PodsStarting",
                        null,
                        List.of(),
                        List.of(new ChangedNode("chat-3", "Leaving", "ScaledDown"))),
                new Transition(
                        "2026-01-02T09:31:00Z",
                        null,
                        null,
                        "True",
                        "FullMesh",
                        "FullMesh",
                        List.of(),
                        List.of(new ChangedNode("chat-3", null, null))));

        // Then
        assertThat(frames.getFirst().nodes()).extracting(PageNode::pod).contains("chat-3");
        assertThat(frames.get(1).nodes()).extracting(PageNode::pod).doesNotContain("chat-3");
    }

    @Test
    void aHundredNodesAndAFullHistoryArePossible() {
        // Given
        BeamCluster cluster = Meshes.of(100, 0);
        var history = new ArrayList<Transition>();
        for (int i = 0; i < 20; i++) {
            String time = NOW.minusSeconds(1200 - 60L * i).toString();
            history.add(
                    i % 2 == 0
                            ? lost(time, "chat-0", "chat-" + (i + 1), "CallTimeout")
                            : back(time, "chat-0", "chat-" + i));
        }
        cluster.setStatus(cluster.getStatus().withHistory(history));

        // Then
        List<Frame> frames = Replay.of(cluster, List.of(), NOW);
        assertThat(frames).hasSize(20);
        assertThat(frames.getFirst().established()).isEqualTo(9899);
        assertThat(frames.getLast().rows()).isEmpty();
    }
}
