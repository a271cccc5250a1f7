package dev.beamcluster.operator.mesh.jinterface;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import com.ericsson.otp.erlang.OtpErlangObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.operator.mesh.Fault;
import dev.beamcluster.operator.mesh.FormationPlan;
import dev.beamcluster.operator.mesh.Link;
import dev.beamcluster.operator.mesh.MeshReport;
import dev.beamcluster.operator.mesh.MeshTarget;
import dev.beamcluster.operator.mesh.NodeName;
import dev.beamcluster.operator.mesh.NodeView;
import dev.beamcluster.operator.mesh.Pair;

/** Finds out why nodes are not connected, and connects those that can be. Used by one thread. */
final class Formation {

    private static final Logger LOG = LoggerFactory.getLogger(Formation.class);

    private final Paths paths = new Paths();
    private final Acquaintances acquaintances = new Acquaintances();

    /** The pairs between which a path was just proved, each with the nodes that proved it. */
    private final Map<Pair, List<NodeName>> open = new TreeMap<>();

    /** Where connecting failed though the path was open: the node that tried, so that the other one is next. */
    private final Map<Pair, NodeName> failed = new TreeMap<>();

    /** The report of what was seen, with the cause of each link that is not connected where it is known. */
    MeshReport explain(
            Map<NodeName, NodeProbe.Look> looks, Map<NodeName, NodeLink> links, MeshTarget target, InstantSource clock)
            throws InterruptedException {
        acquaintances.note(linked(looks), links);
        var tried = new TreeSet<>(apart(looks));
        if (target.healing() == MeshTarget.Healing.RESET) {
            tried.addAll(silent(looks));
        }
        paths.forgetAllBut(tried);
        failed.keySet().retainAll(tried);
        prove(tried, links, target.timeout(), clock.instant());
        var views = new TreeMap<NodeName, NodeView>();
        looks.forEach((node, look) -> views.put(node, explained(node, look.view())));
        return new MeshReport(views);
    }

    /** Connects what the plan says; true when there was anything to do. */
    boolean connect(Map<NodeName, NodeProbe.Look> looks, Map<NodeName, NodeLink> links, MeshTarget target)
            throws InterruptedException {
        var able = new TreeSet<>(open.keySet());
        if (target.healing() == MeshTarget.Healing.NONE) {
            able.removeIf(pair -> acquaintances.haveMet(pair, links));
        }
        Set<Pair> silent = silent(looks);
        var calls = new TreeMap<Link, CompletableFuture<OtpErlangObject>>();
        FormationPlan.connects(reached(looks), linked(looks), able).forEach(pair -> {
            NodeName from = side(pair);
            NodeName to = pair.other(from);
            NodeLink link = links.get(from);
            if (link != null && silent.contains(pair)) {
                calls.put(new Link(from, to), link.wire().call("erlang", "disconnect_node", Terms.atom(to)));
            } else if (link != null) {
                calls.put(new Link(from, to), link.wire().call("net_kernel", "connect_node", Terms.atom(to)));
            }
        });
        for (var entry : calls.entrySet()) {
            Pair pair = Pair.of(entry.getKey().from(), entry.getKey().to());
            boolean done = isTrue(entry.getValue(), target.timeout());
            log(entry.getKey(), silent.contains(pair), done);
            if (silent.contains(pair)) {
                paths.forget(pair);
            } else if (!done) {
                failed.put(pair, entry.getKey().from());
            }
        }
        return !calls.isEmpty();
    }

    /** A node whose peer's epmd is gone, or which cannot resolve it, may well be connected to by that peer. */
    private NodeName side(Pair pair) {
        List<NodeName> sides = open.getOrDefault(pair, List.of(pair.first()));
        return sides.stream()
                .filter(node -> !node.equals(failed.get(pair)))
                .findFirst()
                .orElse(sides.getFirst());
    }

    /** Pairs of reached nodes of which neither believes in the other. */
    private static List<Pair> apart(Map<NodeName, NodeProbe.Look> looks) {
        var apart = new ArrayList<Pair>();
        List<NodeName> reached = reached(looks);
        Set<Pair> claimed = claimed(looks);
        for (int i = 0; i < reached.size(); i++) {
            for (int j = i + 1; j < reached.size(); j++) {
                Pair pair = Pair.of(reached.get(i), reached.get(j));
                if (!claimed.contains(pair)) {
                    apart.add(pair);
                }
            }
        }
        return apart;
    }

    private static List<NodeName> reached(Map<NodeName, NodeProbe.Look> looks) {
        return looks.entrySet().stream()
                .filter(entry -> entry.getValue().view() instanceof NodeView.Reached)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static Set<Pair> claimed(Map<NodeName, NodeProbe.Look> looks) {
        var claimed = new TreeSet<Pair>();
        looks.forEach((node, look) -> look.claimed().stream()
                .filter(peer -> !peer.equals(node))
                .forEach(peer -> claimed.add(Pair.of(node, peer))));
        return claimed;
    }

    /** Claimed, and answering in at least one direction. */
    private static Set<Pair> linked(Map<NodeName, NodeProbe.Look> looks) {
        var linked = new TreeSet<Pair>();
        looks.forEach((node, look) -> {
            if (look.view() instanceof NodeView.Reached reached) {
                reached.answering().forEach(peer -> linked.add(Pair.of(node, peer)));
            }
        });
        return linked;
    }

    private void prove(Set<Pair> pairs, Map<NodeName, NodeLink> links, Duration timeout, Instant now)
            throws InterruptedException {
        open.clear();
        var trials = new TreeMap<Link, CompletableFuture<OtpErlangObject>>();
        var tried = new ArrayList<Pair>();
        for (Pair pair : pairs) {
            NodeLink first = links.get(pair.first());
            NodeLink second = links.get(pair.second());
            if (first != null && second != null && paths.isDue(pair, now)) {
                Link there = new Link(pair.first(), pair.second());
                Link back = new Link(pair.second(), pair.first());
                trials.put(there, Paths.tryFrom(first, there, second.port(), timeout));
                trials.put(back, Paths.tryFrom(second, back, first.port(), timeout));
                tried.add(pair);
            }
        }
        var faults = new TreeMap<Link, Fault>();
        for (var entry : trials.entrySet()) {
            Paths.outcome(entry.getValue(), timeout).ifPresent(fault -> faults.put(entry.getKey(), fault));
        }
        tried.forEach(pair -> conclude(pair, faults, now));
    }

    private void conclude(Pair pair, Map<Link, Fault> faults, Instant now) {
        List<NodeName> sides = Stream.of(pair.first(), pair.second())
                .filter(node -> !faults.containsKey(new Link(node, pair.other(node))))
                .toList();
        if (sides.isEmpty()) {
            paths.remember(pair, Optional.ofNullable(faults.get(new Link(pair.first(), pair.second()))), now);
        } else {
            paths.remember(pair, Optional.empty(), now);
            open.put(pair, sides);
        }
    }

    private NodeView explained(NodeName node, NodeView view) {
        if (!(view instanceof NodeView.Reached reached)) {
            return view;
        }
        var faults = new TreeMap<>(reached.faults());
        faults.replaceAll((peer, fault) -> paths.fault(Pair.of(node, peer)).orElse(fault));
        return new NodeView.Reached(reached.facts(), reached.answering(), faults, reached.strangers());
    }

    private static boolean isTrue(CompletableFuture<OtpErlangObject> call, Duration timeout)
            throws InterruptedException {
        try {
            return Terms.isAtom(NodeProbe.within(call, timeout), "true");
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    /** Pairs of reached nodes that believe in each other, at least one of the two, and of which neither answers the other. */
    private static Set<Pair> silent(Map<NodeName, NodeProbe.Look> looks) {
        Set<Pair> silent = claimed(looks);
        silent.removeAll(linked(looks));
        List<NodeName> reached = reached(looks);
        silent.removeIf(pair -> !reached.contains(pair.first()) || !reached.contains(pair.second()));
        return silent;
    }

    private static void log(Link link, boolean wasSilent, boolean done) {
        LOG.atInfo()
                .addKeyValue("node", link.from())
                .addKeyValue("peer", link.to())
                .log(outcome(wasSilent, done));
    }

    private static String outcome(boolean wasSilent, boolean done) {
        if (wasSilent) {
            return done
                    ? "a silent link was disconnected, to be connected again"
                    : "a silent link was not disconnected";
        }
        return done ? "connected" : "could not be connected, and is tried again";
    }
}
