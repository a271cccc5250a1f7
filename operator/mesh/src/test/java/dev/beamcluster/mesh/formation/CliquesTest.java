package dev.beamcluster.mesh.formation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

import static dev.beamcluster.mesh.formation.Nodes.all;
import static dev.beamcluster.mesh.formation.Nodes.nodes;
import static org.assertj.core.api.Assertions.assertThat;

class CliquesTest {

    @Test
    void allPathsOpenGivesTheFullMesh() {
        assertThat(Cliques.of(nodes(5), Set.of(), all(nodes(5)))).containsExactly(new TreeSet<>(nodes(5)));
    }

    @Test
    void oneCutOfThreeKeepsTwoTogetherAndTheThirdApart() {
        List<NodeName> nodes = nodes(3);
        Set<Pair> open = without(all(nodes), nodes.get(0), nodes.get(1));

        assertThat(Cliques.of(nodes, Set.of(), open))
                .containsExactly(
                        new TreeSet<>(List.of(nodes.get(0), nodes.get(2))), new TreeSet<>(Set.of(nodes.get(1))));
    }

    @Test
    void noLinkIsClosedForALargerClique() {
        // Given 0 and 3 linked, 1 and 2 linked, and 3 cut off from 1 and 2
        List<NodeName> nodes = nodes(4);
        Set<Pair> linked = Set.of(Pair.of(nodes.get(0), nodes.get(3)), Pair.of(nodes.get(1), nodes.get(2)));
        Set<Pair> open = Set.of(Pair.of(nodes.get(0), nodes.get(1)), Pair.of(nodes.get(0), nodes.get(2)));

        // Then 0 does not join 1 and 2, since OTP would disconnect it from 3
        assertThat(Cliques.of(nodes, linked, open))
                .containsExactly(
                        new TreeSet<>(List.of(nodes.get(0), nodes.get(3))),
                        new TreeSet<>(List.of(nodes.get(1), nodes.get(2))));
    }

    @Test
    void linkedNodesJoinOthersAsAWhole() {
        List<NodeName> nodes = nodes(4);
        Set<Pair> linked = Set.of(Pair.of(nodes.get(0), nodes.get(3)), Pair.of(nodes.get(1), nodes.get(2)));
        var open = new TreeSet<>(all(nodes));
        open.removeAll(linked);

        assertThat(Cliques.of(nodes, linked, open)).containsExactly(new TreeSet<>(nodes));
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void cliquesAreDisjointCompleteAndCoverAllNodes(long seed) {
        Graph graph = Graph.of(new Random(seed));

        List<SortedSet<NodeName>> cliques = Cliques.of(graph.nodes(), graph.linked(), graph.open());

        assertThat(cliques.stream().flatMap(Set::stream)).containsExactlyInAnyOrderElementsOf(graph.nodes());
        for (SortedSet<NodeName> clique : cliques) {
            assertThat(all(List.copyOf(clique)))
                    .allMatch(pair ->
                            graph.linked().contains(pair) || graph.open().contains(pair));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfTheNodesDoesNotMatter(long seed) {
        Graph graph = Graph.of(new Random(seed));
        var shuffled = new ArrayList<>(graph.nodes());
        Collections.shuffle(shuffled, new Random(seed + 1));

        assertThat(Cliques.of(shuffled, graph.linked(), graph.open()))
                .isEqualTo(Cliques.of(graph.nodes(), graph.linked(), graph.open()));
    }

    /** A graph in which each pair is linked, open or closed, at random. */
    private record Graph(List<NodeName> nodes, Set<Pair> linked, Set<Pair> open) {

        static Graph of(Random random) {
            List<NodeName> nodes = nodes(2 + random.nextInt(8));
            var linked = new TreeSet<Pair>();
            var open = new TreeSet<Pair>();
            for (Pair pair : all(nodes)) {
                switch (random.nextInt(3)) {
                    case 0 -> linked.add(pair);
                    case 1 -> open.add(pair);
                    default -> {}
                }
            }
            return new Graph(nodes, linked, open);
        }

        private static List<NodeName> nodes(int count) {
            return Nodes.nodes(count);
        }
    }

    private static Set<Pair> without(Set<Pair> pairs, NodeName one, NodeName other) {
        var left = new TreeSet<>(pairs);
        left.remove(Pair.of(one, other));
        return left;
    }
}
