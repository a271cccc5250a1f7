package dev.beamcluster.operator.mesh.jinterface;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

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

    /** The pairs between which a path was just proved, each with the node that proved it. */
    private final Map<Pair, NodeName> open = new TreeMap<>();

    /** The report of what was seen, with the cause of each link that is not connected where it is known. */
    MeshReport explain(
            Map<NodeName, NodeProbe.Look> looks,
            Beliefs beliefs,
            Map<NodeName, NodeLink> links,
            MeshTarget target,
            InstantSource clock)
            throws InterruptedException {
        acquaintances.note(beliefs.linked(), links);
        var tried = new TreeSet<>(beliefs.apart());
        if (target.healing() == MeshTarget.Healing.RESET) {
            tried.addAll(beliefs.silent());
        }
        paths.forgetAllBut(tried);
        prove(tried, links, target, clock.instant());
        var views = new TreeMap<NodeName, NodeView>();
        looks.forEach((node, look) -> views.put(node, explained(node, look.view())));
        return new MeshReport(views);
    }

    /** Connects what the plan says; true when there was anything to do. */
    boolean connect(Beliefs beliefs, Map<NodeName, NodeLink> links, MeshTarget target) throws InterruptedException {
        var able = new TreeSet<>(open.keySet());
        if (target.healing() == MeshTarget.Healing.NONE) {
            able.removeIf(pair -> acquaintances.haveMet(pair, links));
        }
        Set<Pair> silent = beliefs.silent();
        var calls = new TreeMap<Link, CompletableFuture<OtpErlangObject>>();
        FormationPlan.connects(beliefs.reached(), beliefs.linked(), able).forEach(pair -> {
            NodeName from = open.getOrDefault(pair, pair.first());
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
            }
        }
        return !calls.isEmpty();
    }

    private void prove(Set<Pair> pairs, Map<NodeName, NodeLink> links, MeshTarget target, Instant now)
            throws InterruptedException {
        open.clear();
        var trials = new TreeMap<Link, CompletableFuture<OtpErlangObject>>();
        for (Pair pair : pairs) {
            NodeName by = paths.side(pair);
            NodeLink from = links.get(by);
            NodeLink to = links.get(pair.other(by));
            if (from != null && to != null && paths.isDue(pair, now)) {
                Link path = new Link(by, pair.other(by));
                trials.put(path, Paths.tryFrom(from, path, to.port(), target));
            }
        }
        for (var entry : trials.entrySet()) {
            Link path = entry.getKey();
            Pair pair = Pair.of(path.from(), path.to());
            Optional<Fault> fault = Paths.outcome(entry.getValue(), target.timeout());
            paths.remember(pair, path.from(), fault, now);
            if (fault.isEmpty()) {
                open.put(pair, path.from());
            }
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
