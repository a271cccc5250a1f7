package dev.beamcluster.mesh.formation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshTarget.Healing;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Checks that the operator does nothing that it must not do, by its own record of what the operator could know. The
 * operator must not connect nodes that are connected, or that have met if {@code healing} is {@code NONE}; disconnect
 * a working link; make cliques overlap; or exceed the limit of attempts per pair.
 */
final class FormationLaws {

    /** Connects of one pair per minute: five within seconds, then after 1, 2, 4, 8 and 15 s. */
    private static final int CONNECTS_A_MINUTE = 15;

    /** Trials of one path per minute: every four seconds, and more often after each connection. */
    private static final int TRIALS_A_MINUTE = 40;

    private final Map<Pair, Evidence> evidence = new HashMap<>();

    /** What is known about a pair since the operator started, its nodes were reached, and they were last linked. */
    private static final class Evidence {
        private final Map<NodeName, Boolean> open = new HashMap<>();
        private boolean refused;
        private int made;
        private final List<Instant> connects = new ArrayList<>();
        private final List<Instant> trials = new ArrayList<>();

        /** Whether the last connect was refused, or the pair was reconnected repeatedly. */
        boolean isDoubtful() {
            return refused || made > 4;
        }

        boolean isGood() {
            return open.containsValue(true) && !refused;
        }
    }

    private final Map<Pair, Meeting> met = new HashMap<>();

    private Round round = Round.of(Set.of(), Connectivity.of(Map.of(), Map.of()), Map.of(), Healing.NONE);

    /** Whether the first node of a link is really connected to the second. */
    private final Predicate<Link> isConnected;

    FormationLaws(Predicate<Link> isConnected) {
        this.isConnected = isConnected;
    }

    /** Checks actions before they run. */
    void check(List<Action> actions, Instant now) {
        var connects = new HashSet<Pair>();
        for (Action action : actions) {
            switch (action) {
                case Action.Connect(Link link) -> {
                    connects.add(link.pair());
                    assertThat(isConnected.test(link))
                            .as("%s is connected", link)
                            .isFalse();
                    assertThat(round.healing() == Healing.NONE && hasMet(link.pair()))
                            .as("%s have met", link)
                            .isFalse();
                }
                case Action.Disconnect(Link link) -> {
                    assertThat(round.healing()).as("%s is disconnected", link).isEqualTo(Healing.RESET);
                    assertThat(round.connectivity().linked())
                            .as("links that work")
                            .doesNotContain(link.pair());
                }
                default -> throw new AssertionError("not asked for: " + action);
            }
        }
        connects.forEach(pair -> assertNoOverlap(pair, connects));
        actions.forEach(action -> assertBounded(action, now));
    }

    /**
     * Every node that is linked to one of the two, or is being connected to it, must be linked to the other or
     * connectable to it.
     */
    private void assertNoOverlap(Pair pair, Set<Pair> connects) {
        for (NodeName third : round.connectivity().reached()) {
            if (!third.equals(pair.first()) && !third.equals(pair.second())) {
                assertNoOverlap(pair.first(), pair.second(), third, connects);
                assertNoOverlap(pair.second(), pair.first(), third, connects);
            }
        }
    }

    private void assertNoOverlap(NodeName one, NodeName other, NodeName third, Set<Pair> connects) {
        Pair beside = Pair.of(one, third);
        boolean together = connects.contains(beside) || (isLinked(beside) && !isInOverlap(one, third));
        if (together) {
            Pair across = Pair.of(other, third);
            boolean areTriedTogether =
                    connects.contains(across) && of(Pair.of(one, other)).isDoubtful();
            if (!isLinked(across) && !of(across).isGood() && !areTriedTogether) {
                fail(
                        "%s is connected to %s, and so is %s, and those two cannot be: %s",
                        one, other, third, round.connectivity());
            }
        }
    }

    /** Whether the two belong to a partition that already overlaps, which the operator did not cause. */
    private boolean isInOverlap(NodeName one, NodeName other) {
        var component = new TreeSet<NodeName>(Set.of(one, other));
        int before = 0;
        while (component.size() > before) {
            before = component.size();
            for (Pair link : round.connectivity().linked()) {
                if (component.contains(link.first()) || component.contains(link.second())) {
                    component.addAll(Set.of(link.first(), link.second()));
                }
            }
        }
        return Nodes.all(component).stream().anyMatch(pair -> !isLinked(pair) && !of(pair).isGood());
    }

    private void assertBounded(Action action, Instant now) {
        if (action instanceof Action.Connect(Link link)) {
            of(link.pair()).connects.add(now);
        }
        evidence.forEach((pair, known) -> {
            known.connects.removeIf(at -> at.plusSeconds(60).isBefore(now));
            known.trials.removeIf(at -> at.plusSeconds(60).isBefore(now));
            if (known.connects.size() > CONNECTS_A_MINUTE || known.trials.size() > TRIALS_A_MINUTE) {
                fail("%s: connected %s, tried %s", pair, known.connects, known.trials);
            }
        });
    }

    /** Records a round, and drops what it made obsolete. */
    void record(Round seen) {
        round = seen;
        evidence.keySet().removeIf(pair -> !round.areReached(pair));
        evidence.forEach((pair, known) -> {
            if (!round.unconnected().contains(pair)) {
                known.open.clear();
                known.refused = false;
            }
        });
        round.connectivity().linked().forEach(pair -> round.meeting(pair).ifPresent(meeting -> met.put(pair, meeting)));
    }

    /** Records the results of the operator's actions. */
    void learn(List<Result> results, Instant now) {
        for (Result result : results) {
            Evidence known = of(result.pair());
            switch (result) {
                case Result.PathTried(Link path, Optional<Fault> fault) -> {
                    known.open.put(path.from(), fault.isEmpty());
                    known.trials.add(now);
                }
                case Result.ConnectTried tried -> {
                    known.refused = !tried.done();
                    known.made += tried.done() ? 1 : 0;
                }
                case Result.DisconnectTried tried -> {
                    if (tried.done()) {
                        known.open.clear();
                    }
                }
                case Result.CountersRead _ -> {}
            }
        }
    }

    /** The operator was restarted and knows nothing. */
    void forget() {
        evidence.clear();
        met.clear();
    }

    private boolean hasMet(Pair pair) {
        return round.meeting(pair)
                .filter(meeting -> meeting.equals(met.get(pair)))
                .isPresent();
    }

    private boolean isLinked(Pair pair) {
        return round.connectivity().linked().contains(pair);
    }

    private Evidence of(Pair pair) {
        return evidence.computeIfAbsent(pair, _ -> new Evidence());
    }
}
