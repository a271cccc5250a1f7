package dev.beamcluster.mesh.formation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshTarget.Healing;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

import static dev.beamcluster.mesh.formation.Nodes.all;
import static dev.beamcluster.mesh.formation.Nodes.nodes;
import static org.assertj.core.api.Assertions.assertThat;

class FormationPlannerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<NodeName> THREE = nodes(3);
    private static final Pair FIRST_PAIR = Pair.of(THREE.get(0), THREE.get(1));

    private Ledger ledger = Ledger.empty();

    @Test
    void nodesThatAreApartAreConnectedOnceTheirPathsAreProved() {
        // Given
        Round round = apart(THREE, Healing.RECONNECT);
        assertThat(FormationPlanner.connect(round, ledger, NOW)).isEmpty();

        // When
        proveAll(round);

        // Then
        assertThat(pairs(FormationPlanner.connect(round, ledger, NOW))).containsExactlyElementsOf(all(THREE));
    }

    @Test
    void aPairWhosePathIsClosedIsTriedButNotConnected() {
        Round round = apart(nodes(2), Healing.RECONNECT);
        Action trial = FormationPlanner.examine(round, ledger, NOW).getFirst();
        assertThat(trial).isEqualTo(new Action.ProvePath(new Link(FIRST_PAIR.first(), FIRST_PAIR.second()), false));

        learn(new Result.PathTried(link(trial), Optional.of(new Fault(Cause.CONNECT_TIMEOUT))));

        assertThat(FormationPlanner.connect(round, ledger, NOW)).isEmpty();
        assertThat(FormationPlanner.examine(round, ledger, NOW)).isEmpty();
        assertThat(FormationPlanner.examine(round, ledger, NOW.plusSeconds(1)))
                .containsExactly(new Action.ProvePath(new Link(FIRST_PAIR.second(), FIRST_PAIR.first()), true));
    }

    @Test
    void untriedPairsComeBeforeRetries() {
        Round round = apart(THREE, Healing.RECONNECT);
        learn(new Result.PathTried(new Link(FIRST_PAIR.first(), FIRST_PAIR.second()), Optional.empty()));

        assertThat(pairs(FormationPlanner.examine(round, ledger, NOW.plusSeconds(10))))
                .hasSize(2)
                .doesNotContain(FIRST_PAIR);
    }

    @Test
    void aPairThatWasRefusedIsRetriedAlone() {
        // Given
        Round round = apart(THREE, Healing.RECONNECT);
        proveAll(round);
        learn(new Result.ConnectTried(new Link(FIRST_PAIR.first(), FIRST_PAIR.second()), false));

        // Then it splits the clique
        assertThat(pairs(FormationPlanner.connect(round, ledger, NOW)))
                .hasSize(1)
                .doesNotContain(FIRST_PAIR);

        // And is tried before the others
        assertThat(pairs(FormationPlanner.connect(round, ledger, NOW.plusSeconds(1))))
                .containsExactly(FIRST_PAIR);
    }

    @Test
    void nodesThatHaveMetAreNotConnectedAgainWithoutHealing() {
        // Given
        ledger = ledger.seen(linked(nodes(2), 1), NOW);
        Round round = apart(nodes(2), Healing.NONE);
        proveAll(round);

        // Then
        assertThat(FormationPlanner.connect(round, ledger, NOW)).isEmpty();
        assertThat(FormationPlanner.connect(apart(nodes(2), Healing.RECONNECT), ledger, NOW))
                .hasSize(1);
    }

    @Test
    void aNewVmHasNotMetAnyNode() {
        ledger = ledger.seen(linked(nodes(2), 2), NOW);
        Round round = apart(nodes(2), Healing.NONE);
        proveAll(round);

        assertThat(FormationPlanner.connect(round, ledger, NOW)).hasSize(1);
    }

    @Test
    void aSilentLinkIsLeftAloneUnlessHealingIsReset() {
        Round kept = silent(nodes(2), Healing.RECONNECT);
        assertThat(FormationPlanner.examine(kept, ledger, NOW)).containsExactly(new Action.ReadCounters(FIRST_PAIR));

        Round round = silent(nodes(2), Healing.RESET);
        proveAll(round);

        assertThat(FormationPlanner.connect(round, ledger, NOW))
                .containsExactly(new Action.Disconnect(new Link(FIRST_PAIR.first(), FIRST_PAIR.second())));
    }

    @Test
    void theCountersOfASilentLinkOfEachNodeAreRead() {
        // Given a node with more silent links than are read otherwise
        List<NodeName> many = nodes(100);
        var silent = new TreeSet<Pair>();
        many.stream().skip(1).forEach(node -> silent.add(Pair.of(many.getFirst(), node)));
        var linked = new TreeSet<>(all(many));
        linked.removeAll(silent);
        var round = Round.of(
                Set.copyOf(many), new Connectivity(many, linked, Set.of(), silent), Map.of(), Healing.RECONNECT);

        // Then
        assertThat(pairs(FormationPlanner.examine(round, ledger, NOW))).containsExactlyElementsOf(silent);
    }

    @Test
    void fewCountersAreReadWhereAllLinksAreSilent() {
        assertThat(FormationPlanner.examine(silent(nodes(100), Healing.RECONNECT), ledger, NOW))
                .hasSizeBetween(32, 250);
    }

    @Test
    void afterAFailureTheOtherNodeConnects() {
        Round round = apart(nodes(2), Healing.RECONNECT);
        proveAll(round);
        learn(new Result.PathTried(new Link(FIRST_PAIR.second(), FIRST_PAIR.first()), Optional.empty()));
        assertThat(link(FormationPlanner.connect(round, ledger, NOW).getFirst()).from())
                .isEqualTo(FIRST_PAIR.first());

        learn(new Result.ConnectTried(new Link(FIRST_PAIR.first(), FIRST_PAIR.second()), false));

        assertThat(link(FormationPlanner.connect(round, ledger, NOW.plusSeconds(1))
                                .getFirst())
                        .from())
                .isEqualTo(FIRST_PAIR.second());
    }

    @Test
    void wavesCoverAllPairsAndEachIsBoundedForEveryNode() {
        // Given
        SortedSet<Pair> left = new TreeSet<>(all(nodes(12)));
        int waves = 0;

        while (!left.isEmpty()) {
            // When
            SortedSet<Pair> wave = FormationPlanner.wave(left, 3);

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

    @Test
    void aNodeTriesAHundredPathsInARoundAndAMeshMakesFiveThousandLinks() {
        Round round = apart(nodes(150), Healing.RECONNECT);
        List<Action> trials = FormationPlanner.examine(round, ledger, NOW);
        var tried = trials.stream()
                .collect(Collectors.groupingBy(trial -> link(trial).from(), Collectors.counting()));
        assertThat(tried.values()).allMatch(count -> count <= 100);
        while (!FormationPlanner.examine(round, ledger, NOW).isEmpty()) {
            proveAll(round);
        }

        assertThat(FormationPlanner.connect(round, ledger, NOW)).hasSizeBetween(4_000, 5_000);
    }

    private void proveAll(Round round) {
        List<Result> results = new ArrayList<>();
        for (Action action : FormationPlanner.examine(round, ledger, NOW)) {
            if (action instanceof Action.ProvePath(Link path, boolean _)) {
                results.add(new Result.PathTried(path, Optional.empty()));
            }
        }
        ledger = ledger.after(results, NOW);
    }

    private void learn(Result result) {
        ledger = ledger.after(List.of(result), NOW);
    }

    private static Link link(Action action) {
        return switch (action) {
            case Action.ProvePath(Link path, boolean _) -> path;
            case Action.Connect(Link link) -> link;
            case Action.Disconnect(Link link) -> link;
            case Action.ReadCounters(Pair pair) -> new Link(pair.first(), pair.second());
        };
    }

    private static List<Pair> pairs(Collection<Action> actions) {
        return actions.stream().map(action -> link(action).pair()).sorted().toList();
    }

    private static Round apart(List<NodeName> nodes, Healing healing) {
        return round(new Connectivity(nodes, Set.of(), all(nodes), Set.of()), 1, healing);
    }

    private static Round linked(List<NodeName> nodes, long creation) {
        return round(new Connectivity(nodes, all(nodes), Set.of(), Set.of()), creation, Healing.RECONNECT);
    }

    private static Round silent(List<NodeName> nodes, Healing healing) {
        return round(new Connectivity(nodes, Set.of(), Set.of(), all(nodes)), 1, healing);
    }

    private static Round round(Connectivity connectivity, long creation, Healing healing) {
        Map<NodeName, Long> creations = new HashMap<>();
        connectivity.reached().forEach(node -> creations.put(node, creation));
        return Round.of(Set.copyOf(connectivity.reached()), connectivity, creations, healing);
    }
}
