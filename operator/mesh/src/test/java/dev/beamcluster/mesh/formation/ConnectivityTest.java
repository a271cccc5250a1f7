package dev.beamcluster.mesh.formation;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.Pair;

import static dev.beamcluster.mesh.formation.Nodes.reached;
import static dev.beamcluster.mesh.formation.Nodes.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

class ConnectivityTest {

    private static final NodeName A = Nodes.nodes(3).get(0);
    private static final NodeName B = Nodes.nodes(3).get(1);
    private static final NodeName C = Nodes.nodes(3).get(2);

    @Test
    void anAnsweredCallIsALink() {
        var seen = of(Map.of(A, reached(Set.of(B), Map.of()), B, reached(Set.of(), Map.of())), Map.of(A, Set.of(B)));

        assertThat(seen.reached()).containsExactly(A, B);
        assertThat(seen.linked()).containsExactly(Pair.of(A, B));
        assertThat(seen.apart()).isEmpty();
        assertThat(seen.silent()).isEmpty();
    }

    @Test
    void nodesThatDoNotClaimEachOtherAreApart() {
        var seen = of(
                Map.of(
                        A, reached(Set.of(), Map.of(B, Cause.NOT_CONNECTED)),
                        B, reached(Set.of(), Map.of(A, Cause.NOT_CONNECTED))),
                Map.of());

        assertThat(seen.apart()).containsExactly(Pair.of(A, B));
        assertThat(seen.silent()).isEmpty();
    }

    @Test
    void aClaimWithoutAnAnswerIsSilentAndNotApart() {
        var seen = of(
                Map.of(
                        A, reached(Set.of(), Map.of(B, Cause.CALL_TIMEOUT)),
                        B, reached(Set.of(), Map.of(A, Cause.NOT_CONNECTED))),
                Map.of(A, Set.of(B)));

        assertThat(seen.silent()).containsExactly(Pair.of(A, B));
        assertThat(seen.apart()).isEmpty();
    }

    @Test
    void oneAnswerOutweighsSilence() {
        var seen = of(
                Map.of(A, reached(Set.of(B), Map.of()), B, reached(Set.of(), Map.of(A, Cause.CALL_TIMEOUT))),
                Map.of(A, Set.of(B), B, Set.of(A)));

        assertThat(seen.linked()).containsExactly(Pair.of(A, B));
        assertThat(seen.silent()).isEmpty();
    }

    @Test
    void aNodeThatWasNotReachedIsNeitherApartNorSilent() {
        var seen = of(
                Map.of(A, reached(Set.of(C), Map.of(B, Cause.CALL_TIMEOUT)), B, unreachable(), C, unreachable()),
                Map.of(A, Set.of(B, C)));

        assertThat(seen.reached()).containsExactly(A);
        assertThat(seen.linked()).containsExactly(Pair.of(A, C));
        assertThat(seen.apart()).isEmpty();
        assertThat(seen.silent()).isEmpty();
    }

    @Test
    void aNodeThatClaimsItselfIsNotAPair() {
        var seen = of(Map.of(A, reached(List.of(), Map.of())), Map.of(A, Set.of(A)));

        assertThat(seen.apart()).isEmpty();
    }

    private static Connectivity of(Map<NodeName, NodeView> views, Map<NodeName, Set<NodeName>> claimed) {
        return Connectivity.of(views, claimed);
    }
}
