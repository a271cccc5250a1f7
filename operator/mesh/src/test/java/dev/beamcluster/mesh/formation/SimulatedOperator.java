package dev.beamcluster.mesh.formation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshTarget.Healing;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.Pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** The operator's rounds in a simulated mesh. What it decides is held against the laws, by a memory of their own. */
final class SimulatedOperator {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Connects of one pair in any minute: five within seconds, and then after 1, 2, 4, 8 and 15 s. */
    private static final int CONNECTS_A_MINUTE = 15;

    /** Trials of one path in any minute: every four seconds, and more often after each connection. */
    private static final int TRIALS_A_MINUTE = 40;

    private final SimulatedMesh mesh;
    private final Healing healing;
    private final List<NodeName> names;
    private final Set<Integer> hidden = new HashSet<>();
    private Ledger ledger = Ledger.empty();
    private Round round;

    private final Map<Pair, Evidence> evidence = new HashMap<>();

    /** What is known of a pair since the operator started, its nodes were reached, and they were last linked. */
    private static final class Evidence {
        private final Map<NodeName, Boolean> open = new HashMap<>();
        private boolean refused;
        private int made;
        private final List<Instant> connects = new ArrayList<>();
        private final List<Instant> trials = new ArrayList<>();

        /** Refused when it was last connected, or connected again and again. */
        boolean isDoubtful() {
            return refused || made > 4;
        }

        boolean isGood() {
            return open.containsValue(true) && !refused;
        }
    }

    private final Map<Pair, Meeting> met = new HashMap<>();

    SimulatedOperator(SimulatedMesh mesh, Healing healing) {
        this.mesh = mesh;
        this.healing = healing;
        this.names = Nodes.nodes(mesh.size);
        this.round = seeMesh();
    }

    void startAnew() {
        ledger = Ledger.empty();
        evidence.clear();
        met.clear();
    }

    void isBlindTo(int node, boolean blind) {
        if (blind) {
            hidden.add(node);
        } else {
            hidden.remove(node);
        }
    }

    /** One round; true when there was nothing to do. */
    boolean round(int second) {
        Instant now = START.plusSeconds(second);
        round = seeMesh();
        forgetVoid();
        ledger = ledger.seen(round, now);
        ledger = ledger.after(run(FormationPlanner.examine(round, ledger, now), now), now);
        List<Action> actions = FormationPlanner.connect(round, ledger, now);
        assertLaws(actions, now);
        ledger = ledger.after(run(actions, now), now);
        return actions.isEmpty();
    }

    boolean isOneClique() {
        return round.connectivity().linked().size() == mesh.size * (mesh.size - 1) / 2;
    }

    private Round seeMesh() {
        var views = new TreeMap<NodeName, NodeView>();
        var claimed = new TreeMap<NodeName, Set<NodeName>>();
        var creations = new HashMap<NodeName, Long>();
        for (int node = 0; node < mesh.size; node++) {
            if (mesh.runs(node) && !hidden.contains(node)) {
                views.put(names.get(node), view(node, claimed));
                creations.put(names.get(node), mesh.creation[node]);
            } else {
                views.put(names.get(node), Nodes.unreachable());
            }
        }
        return Round.of(views.keySet(), Connectivity.of(views, claimed), creations, healing);
    }

    private NodeView view(int node, Map<NodeName, Set<NodeName>> claimed) {
        var peers = new TreeSet<NodeName>();
        var answering = new TreeSet<NodeName>();
        var faults = new TreeMap<NodeName, Cause>();
        for (int peer = 0; peer < mesh.size; peer++) {
            if (mesh.claims(node, peer)) {
                peers.add(names.get(peer));
            }
            if (mesh.isLinked(node, peer)) {
                answering.add(names.get(peer));
            } else if (peer != node) {
                faults.put(names.get(peer), mesh.claims(node, peer) ? Cause.CALL_TIMEOUT : Cause.NOT_CONNECTED);
            }
        }
        claimed.put(names.get(node), peers);
        return Nodes.reached(answering, faults);
    }

    private List<Result> run(List<Action> actions, Instant now) {
        var results = new ArrayList<Result>();
        for (Action action : actions) {
            switch (action) {
                case Action.ProvePath(Link path) -> {
                    boolean open = mesh.isOpen(number(path.from()), number(path.to()));
                    of(path.pair()).open.put(path.from(), open);
                    of(path.pair()).trials.add(now);
                    results.add(new Result.PathTried(
                            path, open ? Optional.empty() : Optional.of(new Fault(Cause.CONNECT_TIMEOUT))));
                }
                case Action.Connect(Link link) -> {
                    boolean done = mesh.connect(number(link.from()), number(link.to()), true);
                    of(link.pair()).refused = !done;
                    of(link.pair()).made += done ? 1 : 0;
                    results.add(new Result.ConnectTried(link, done));
                }
                case Action.Disconnect(Link link) -> {
                    boolean done = mesh.disconnect(number(link.from()), number(link.to()));
                    results.add(new Result.DisconnectTried(link, done));
                    if (done) {
                        of(link.pair()).open.clear();
                    }
                }
                case Action.ReadCounters _ -> {}
            }
        }
        return results;
    }

    private void assertLaws(List<Action> actions, Instant now) {
        var connects = new HashSet<Pair>();
        for (Action action : actions) {
            switch (action) {
                case Action.Connect(Link link) -> {
                    connects.add(link.pair());
                    assertThat(mesh.claims(number(link.from()), number(link.to())))
                            .as("%s is connected", link)
                            .isFalse();
                    assertThat(healing == Healing.NONE && hasMet(link.pair()))
                            .as("%s have met", link)
                            .isFalse();
                }
                case Action.Disconnect(Link link) -> {
                    assertThat(healing).as("%s is disconnected", link).isEqualTo(Healing.RESET);
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

    /** Whoever is linked to one of the two, or is being connected to it, is or can be connected to the other. */
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

    /** Whether the two belong to a partition that overlaps already, by no doing of the operator's. */
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

    private void forgetVoid() {
        evidence.keySet().removeIf(pair -> !round.areReached(pair));
        evidence.forEach((pair, known) -> {
            if (!round.unconnected().contains(pair)) {
                known.open.clear();
                known.refused = false;
            }
        });
        round.connectivity().linked().forEach(pair -> round.meeting(pair).ifPresent(meeting -> met.put(pair, meeting)));
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

    private int number(NodeName node) {
        return names.indexOf(node);
    }
}
