package dev.beamcluster.mesh.monitor;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

import static org.assertj.core.api.Assertions.assertThat;

class LostLinksTest {

    private static final NodeName A = new NodeName("chat", "a.mesh.svc");
    private static final NodeName B = new NodeName("chat", "b.mesh.svc");
    private static final Fault SILENT = new Fault(Cause.CALL_TIMEOUT);
    private static final List<Member> MEMBERS = List.of(member(A, "10.0.0.1"), member(B, "10.0.0.2"));
    private static final Observation WHOLE =
            seen(MEMBERS, reached(List.of(B), List.of()), reached(List.of(A), List.of()));
    private static final Observation CUT =
            seen(MEMBERS, reached(List.of(), List.of(B)), reached(List.of(), List.of(A)));

    @Test
    void aCutLosesBothDirectionsOnceAndItsEndRestoresThem() {
        var cut = LostLinks.none().after(WHOLE, CUT);
        assertThat(cut.lost()).isEqualTo(2);

        var still = cut.now().after(CUT, CUT);
        assertThat(still.lost()).isZero();
        assertThat(still.restored()).isZero();

        var healed = still.now().after(CUT, WHOLE);
        assertThat(healed.restored()).isEqualTo(2);
        assertThat(healed.now()).isEqualTo(LostLinks.none());
    }

    @Test
    void linksThatFormForTheFirstTimeAreNotRestored() {
        var formed = LostLinks.none().after(CUT, WHOLE);

        assertThat(formed.restored()).isZero();
        assertThat(formed.lost()).isZero();
    }

    @Test
    void theLinksOfAReplacedPodAreNeitherLostNorRestored() {
        // Given
        var cut = LostLinks.none().after(WHOLE, CUT);
        var replaced = List.of(MEMBERS.getFirst(), member(B, "10.0.0.9"));
        var starting = seen(replaced, reached(List.of(), List.of(B)), new NodeView.Unreachable(SILENT));
        var whole = seen(replaced, reached(List.of(B), List.of()), reached(List.of(A), List.of()));

        // When
        var gone = cut.now().after(CUT, starting);

        // Then
        assertThat(gone.now()).isEqualTo(LostLinks.none());
        assertThat(gone.now().after(starting, whole).restored()).isZero();
        assertThat(LostLinks.none().after(WHOLE, starting).lost()).isZero();
    }

    @Test
    void aNodeThatOnlyTheOperatorLostHasItsLinks() {
        var unseen = seen(MEMBERS, reached(List.of(B), List.of()), new NodeView.Unreachable(SILENT));

        assertThat(LostLinks.none().after(WHOLE, unseen).lost()).isZero();
    }

    private static Observation seen(List<Member> members, NodeView a, NodeView b) {
        return new Observation(new MeshReport(new TreeMap<>(Map.of(A, a, B, b))), Instant.EPOCH, members);
    }

    private static NodeView reached(Collection<NodeName> answering, Collection<NodeName> silent) {
        var faults = new TreeMap<NodeName, Fault>();
        silent.forEach(peer -> faults.put(peer, SILENT));
        var info = new NodeInfo("27", "chat 1", new TreeMap<>(), Optional.of(60), true, "inet_tcp", false);
        return new NodeView.Reached(info, new TreeSet<>(answering), faults, new TreeSet<>());
    }

    private static Member member(NodeName node, String address) {
        return new Member(node, node.host(), Optional.of(address));
    }
}
