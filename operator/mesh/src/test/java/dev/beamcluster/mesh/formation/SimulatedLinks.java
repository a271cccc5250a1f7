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

/** The rounds of an operator that changes the sockets of connected nodes. */
final class SimulatedLinks {

    static final NodeName A = Nodes.nodes(3).get(0);
    static final NodeName B = Nodes.nodes(3).get(1);
    static final NodeName C = Nodes.nodes(3).get(2);

    final SimulatedSockets sockets = new SimulatedSockets();
    MeshTarget target = target(Formation.OPERATOR, Healing.RECONNECT, true, Duration.ofSeconds(1));
    Set<Pair> cut = Set.of();
    Map<NodeName, Integer> ticks = Map.of();
    private Ledger ledger = Ledger.empty();
    private final List<NodeName> nodes;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    SimulatedLinks() {
        this(3);
    }

    SimulatedLinks(int size) {
        nodes = Nodes.nodes(size);
        Nodes.all(nodes).forEach(this::connect);
    }

    private void connect(Pair pair) {
        sockets.connect(new Link(pair.first(), pair.second()));
        sockets.connect(new Link(pair.second(), pair.first()));
    }

    /** Replaces all connections except one, with a round in between. */
    void reconnectAllExcept(Pair kept) {
        cut = Nodes.all(nodes);
        run(1);
        cut.stream().filter(pair -> !pair.equals(kept)).forEach(this::connect);
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
        for (NodeName node : nodes) {
            var faults = new TreeMap<NodeName, Cause>();
            var answering = new TreeSet<NodeName>();
            for (NodeName peer : nodes) {
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

    private Round round(Map<NodeName, NodeView> views) {
        var claimed = new TreeMap<NodeName, Set<NodeName>>();
        var creations = new TreeMap<NodeName, Long>();
        for (NodeName node : nodes) {
            claimed.put(node, views.keySet());
            creations.put(node, 1L);
        }
        return Round.of(views.keySet(), Connectivity.of(views, claimed), creations, Healing.RECONNECT);
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
