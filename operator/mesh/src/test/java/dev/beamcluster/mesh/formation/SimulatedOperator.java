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

/** The operator's rounds in a simulated mesh. Checks every decision with {@link FormationLaws}. */
final class SimulatedOperator {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SimulatedMesh mesh;
    private final Healing healing;
    private final List<NodeName> names;
    private final Set<Integer> hidden = new HashSet<>();
    private final FormationLaws laws;
    private Ledger ledger = Ledger.empty();
    private Round round;

    SimulatedOperator(SimulatedMesh mesh, Healing healing) {
        this.mesh = mesh;
        this.healing = healing;
        this.names = Nodes.nodes(mesh.size);
        this.round = seeMesh();
        this.laws = new FormationLaws(link -> mesh.claims(number(link.from()), number(link.to())));
    }

    void restart() {
        ledger = Ledger.empty();
        laws.forget();
    }

    void isBlindTo(int node, boolean blind) {
        if (blind) {
            hidden.add(node);
        } else {
            hidden.remove(node);
        }
    }

    /** Runs one round; true if there was nothing to do. */
    boolean round(int second) {
        Instant now = START.plusSeconds(second);
        round = seeMesh();
        laws.record(round);
        ledger = ledger.seen(round, now);
        ledger = ledger.after(run(FormationPlanner.examine(round, ledger, now), now), now);
        List<Action> actions = FormationPlanner.connect(round, ledger, now);
        laws.check(actions, now);
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
                case Action.ProvePath(Link path, boolean _) -> {
                    boolean open = mesh.isOpen(number(path.from()), number(path.to()));
                    results.add(new Result.PathTried(
                            path, open ? Optional.empty() : Optional.of(new Fault(Cause.CONNECT_TIMEOUT))));
                }
                case Action.Connect(Link link) ->
                    results.add(
                            new Result.ConnectTried(link, mesh.connect(number(link.from()), number(link.to()), true)));
                case Action.Disconnect(Link link) ->
                    results.add(
                            new Result.DisconnectTried(link, mesh.disconnect(number(link.from()), number(link.to()))));
                case Action.ReadCounters _ -> {}
            }
        }
        laws.learn(results, now);
        return results;
    }

    private int number(NodeName node) {
        return names.indexOf(node);
    }
}
