package dev.beamcluster.mesh.formation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.LinkCounters;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.MeshTarget.Formation;
import dev.beamcluster.mesh.MeshTarget.Healing;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.Pair;
import dev.beamcluster.mesh.Protocol;

import static dev.beamcluster.mesh.formation.Nodes.reached;

/** The rounds of an operator that changes the sockets of three connected nodes. */
final class SimulatedLinks {

    static final NodeName A = Nodes.nodes(3).get(0);
    static final NodeName B = Nodes.nodes(3).get(1);
    static final NodeName C = Nodes.nodes(3).get(2);

    private static final List<NodeName> NODES = List.of(A, B, C);
    private static final Map<NodeName, Set<NodeName>> CLAIMED =
            Map.of(A, Set.of(B, C), B, Set.of(A, C), C, Set.of(A, B));
    private static final Map<NodeName, Long> CREATIONS = Map.of(A, 1L, B, 1L, C, 1L);

    final SimulatedSockets sockets = new SimulatedSockets();
    MeshTarget target = target(Formation.OPERATOR, Healing.RECONNECT, true, Duration.ofSeconds(1));
    Set<Pair> cut = Set.of();
    Map<NodeName, Integer> ticks = Map.of();
    private Ledger ledger = Ledger.empty();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    SimulatedLinks() {
        for (Pair pair : Nodes.all(NODES)) {
            sockets.connect(new Link(pair.first(), pair.second()));
            sockets.connect(new Link(pair.second(), pair.first()));
        }
    }

    void restartOperator() {
        ledger = Ledger.empty();
    }

    /** The kernel of this end could not send. */
    void probes(Link end, int probes) {
        Pair pair = end.pair();
        var none = new LinkCounters(10, 0);
        var some = new LinkCounters(10, probes);
        boolean isFirst = end.from().equals(pair.first());
        ledger =
                ledger.after(List.of(new Result.CountersRead(pair, isFirst ? some : none, isFirst ? none : some)), now);
    }

    /** Rounds of a second, each with as many steps as one round has. */
    void run(int count) {
        for (int each = 0; each < count; each++) {
            now = now.plusSeconds(1);
            var views = views();
            Round round = round(views);
            ledger = ledger.seen(round, now);
            for (int step = 0; step < 4; step++) {
                var actions = RetransmissionPlanner.plan(round, views, target, ledger, now);
                ledger = ledger.afterSockets(sockets.run(actions), now);
            }
        }
    }

    private Map<NodeName, NodeView> views() {
        var views = new TreeMap<NodeName, NodeView>();
        for (NodeName node : NODES) {
            var faults = new TreeMap<NodeName, Cause>();
            var answering = new TreeSet<NodeName>();
            for (NodeName peer : NODES) {
                if (!peer.equals(node)) {
                    if (cut.contains(Pair.of(node, peer))) {
                        faults.put(peer, Cause.CALL_TIMEOUT);
                    } else {
                        answering.add(peer);
                    }
                }
            }
            views.put(node, Nodes.ticking(reached(answering, faults), ticks.getOrDefault(node, 60)));
        }
        return views;
    }

    private static Round round(Map<NodeName, NodeView> views) {
        return Round.of(views.keySet(), Connectivity.of(views, CLAIMED), CREATIONS, Healing.RECONNECT);
    }

    static MeshTarget target(Formation formation, Healing healing, boolean wanted, Duration interval) {
        return new MeshTarget(
                new Cookie("secret"),
                List.of(),
                Protocol.standard(),
                List.of(),
                List.of(),
                formation,
                healing,
                wanted,
                interval,
                Duration.ofMillis(900));
    }
}
