package dev.beamcluster.mesh;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeshReportTest {

    private static final NodeName A = node(0);
    private static final NodeName B = node(1);
    private static final NodeName C = node(2);
    private static final NodeName D = node(3);

    @Test
    void aFullMeshIsOneIsland() {
        var report = report(Map.of(A, reached(B, C), B, reached(A, C), C, reached(A, B)));

        assertThat(report.islands()).containsExactly(sorted(A, B, C));
        assertThat(report.isWhole()).isEqualTo(MeshReport.Wholeness.WHOLE);
    }

    @Test
    void islandsAreSortedBySizeThenByFirstNode() {
        assertThat(report(Map.of(A, reached(), B, reached(C), C, reached(B), D, reached()))
                        .islands())
                .containsExactly(sorted(B, C), sorted(A), sorted(D));
        assertThat(report(Map.of(A, reached(D), B, reached(C), C, reached(B), D, reached(A)))
                        .islands())
                .containsExactly(sorted(A, D), sorted(B, C));
    }

    @Test
    void oneDirectionJoinsTwoNodes() {
        assertThat(report(Map.of(A, reached(B), B, reached())).islands()).containsExactly(sorted(A, B));
    }

    @Test
    void aPathThroughOthersMakesOneIslandButNotAWholeMesh() {
        var view = new NodeView.Reached(
                info(), sorted(B), new TreeMap<>(Map.of(C, new Fault(Cause.NOT_CONNECTED))), new TreeSet<>());
        var report = report(Map.of(A, view, B, reached(A, C), C, reached(B)));

        assertThat(report.islands()).containsExactly(sorted(A, B, C));
        assertThat(report.isWhole()).isEqualTo(MeshReport.Wholeness.BROKEN);
    }

    @Test
    void aNodeThatOnlyItsPeersReachIsOnTheirIsland() {
        var report = report(Map.of(A, reached(B), B, unreachable()));

        assertThat(report.islands()).containsExactly(sorted(A, B));
        assertThat(report.isSeenByAPeer(B)).isTrue();
        assertThat(report.isWhole()).isEqualTo(MeshReport.Wholeness.UNKNOWN);
    }

    @Test
    void aNodeThatNobodyReachesIsAnIslandOfItsOwn() {
        var report = report(Map.of(A, reached(), B, unreachable()));

        assertThat(report.islands()).containsExactly(sorted(A), sorted(B));
        assertThat(report.isSeenByAPeer(B)).isFalse();
    }

    private static MeshReport report(Map<NodeName, NodeView> views) {
        return new MeshReport(new TreeMap<>(views));
    }

    private static NodeView reached(NodeName... answering) {
        return new NodeView.Reached(info(), sorted(answering), new TreeMap<>(), new TreeSet<>());
    }

    private static NodeView unreachable() {
        return new NodeView.Unreachable(new Fault(Cause.CALL_TIMEOUT));
    }

    private static NodeInfo info() {
        return new NodeInfo("27", "chat 1.4.0", new TreeMap<>(), Optional.of(60), true, "inet_tcp", false);
    }

    private static SortedSet<NodeName> sorted(NodeName... nodes) {
        return new TreeSet<>(List.of(nodes));
    }

    private static NodeName node(int ordinal) {
        return new NodeName("chat", "chat-" + ordinal + ".nodes");
    }
}
