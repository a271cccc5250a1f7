package dev.beamcluster.mesh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormationPlanTest {

    @Test
    void allPathsOpenGivesTheFullMesh() {
        List<NodeName> nodes = nodes(5);

        assertThat(FormationPlan.connects(nodes, Set.of(), all(nodes))).isEqualTo(all(nodes));
    }

    @Test
    void whatIsConnectedIsNotConnectedAgain() {
        List<NodeName> nodes = nodes(4);

        assertThat(FormationPlan.connects(nodes, all(nodes), Set.of())).isEmpty();
    }

    @Test
    void oneCutOfThreeKeepsTwoTogetherAndTheThirdApart() {
        List<NodeName> nodes = nodes(3);
        var open = new TreeSet<>(all(nodes));
        open.remove(Pair.of(nodes.get(0), nodes.get(1)));

        assertThat(FormationPlan.connects(nodes, Set.of(), open)).containsExactly(Pair.of(nodes.get(0), nodes.get(2)));
    }

    @Test
    void wavesTogetherAreAllAndEachIsBoundedForEveryNode() {
        // Given
        SortedSet<Pair> left = new TreeSet<>(all(nodes(12)));
        int waves = 0;

        while (!left.isEmpty()) {
            // When
            SortedSet<Pair> wave = FormationPlan.wave(left, 3);

            // Then
            for (NodeName node : nodes(12)) {
                assertThat(wave.stream()
                                .filter(pair -> pair.first().equals(node)
                                        || pair.second().equals(node)))
                        .hasSizeLessThanOrEqualTo(3);
            }
            assertThat(left).containsAll(wave);
            assertThat(wave).isNotEmpty();
            left.removeAll(wave);
            waves++;
        }
        assertThat(waves).isLessThanOrEqualTo(6);
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void cliquesAreDisjointCompleteAndCoverAllNodes(long seed) {
        Graph graph = Graph.of(new Random(seed));

        List<SortedSet<NodeName>> cliques = FormationPlan.cliques(graph.nodes(), graph.linked(), graph.open());

        assertThat(cliques.stream().flatMap(Set::stream)).containsExactlyInAnyOrderElementsOf(graph.nodes());
        for (SortedSet<NodeName> clique : cliques) {
            assertThat(all(List.copyOf(clique)))
                    .allMatch(pair ->
                            graph.linked().contains(pair) || graph.open().contains(pair));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void connectsAreOpenPathsInsideOneCliqueAndNeverALinkThatStands(long seed) {
        Graph graph = Graph.of(new Random(seed));

        SortedSet<Pair> connects = FormationPlan.connects(graph.nodes(), graph.linked(), graph.open());

        assertThat(connects).allMatch(graph.open()::contains).noneMatch(graph.linked()::contains);
        List<SortedSet<NodeName>> cliques = FormationPlan.cliques(graph.nodes(), graph.linked(), graph.open());
        assertThat(connects)
                .allMatch(pair -> cliques.stream()
                        .anyMatch(clique -> clique.contains(pair.first()) && clique.contains(pair.second())));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfTheNodesDoesNotMatter(long seed) {
        Graph graph = Graph.of(new Random(seed));
        var shuffled = new ArrayList<>(graph.nodes());
        Collections.shuffle(shuffled, new Random(seed + 1));

        assertThat(FormationPlan.connects(shuffled, graph.linked(), graph.open()))
                .isEqualTo(FormationPlan.connects(graph.nodes(), graph.linked(), graph.open()));
    }

    /** Pairs are linked, open or closed at random. */
    private record Graph(List<NodeName> nodes, Set<Pair> linked, Set<Pair> open) {

        static Graph of(Random random) {
            List<NodeName> nodes = FormationPlanTest.nodes(2 + random.nextInt(8));
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
    }

    private static List<NodeName> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(ordinal -> new NodeName("chat", "chat-" + ordinal + ".nodes"))
                .toList();
    }

    private static SortedSet<Pair> all(List<NodeName> nodes) {
        var pairs = new TreeSet<Pair>();
        for (NodeName one : nodes) {
            for (NodeName other : nodes) {
                if (!one.equals(other)) {
                    pairs.add(Pair.of(one, other));
                }
            }
        }
        return pairs;
    }
}
