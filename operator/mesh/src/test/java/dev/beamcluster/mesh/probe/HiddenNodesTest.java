package dev.beamcluster.mesh.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

import static org.assertj.core.api.Assertions.assertThat;

class HiddenNodesTest {

    private static final NodeName ONE = new NodeName("chat", "chat-0.nodes");
    private static final NodeName TWO = new NodeName("chat", "chat-1.nodes");
    private static final NodeName HIDDEN = new NodeName("chat", "chat-2.nodes");

    @Test
    void aHiddenMemberHasNoLinksAtEitherEnd() {
        var views = new TreeMap<>(whole());
        views.put(HIDDEN, reached(true, ONE, TWO));

        var report = new MeshReport(HiddenNodes.asFaults(views));

        assertThat(report.establishedLinks()).containsExactlyInAnyOrder(new Link(ONE, TWO), new Link(TWO, ONE));
        assertThat(report.missingLinks())
                .containsOnlyKeys(
                        new Link(ONE, HIDDEN), new Link(TWO, HIDDEN), new Link(HIDDEN, ONE), new Link(HIDDEN, TWO));
        assertThat(report.missingLinks().values()).containsOnly(new Fault(Cause.HIDDEN));
    }

    @Test
    void withoutHiddenMembersNothingChanges() {
        assertThat(HiddenNodes.asFaults(whole())).isEqualTo(whole());
    }

    private static SortedMap<NodeName, NodeView> whole() {
        return new TreeMap<>(Map.of(
                ONE, reached(false, TWO, HIDDEN), TWO, reached(false, ONE, HIDDEN), HIDDEN, reached(false, ONE, TWO)));
    }

    private static NodeView reached(boolean hidden, NodeName... answering) {
        var info = new NodeInfo("27", "chat 1", new TreeMap<>(), Optional.of(60), true, "inet_tcp", hidden);
        return new NodeView.Reached(info, new TreeSet<>(List.of(answering)), new TreeMap<>(), new TreeSet<>());
    }
}
