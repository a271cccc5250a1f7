package dev.beamcluster.mesh.jinterface;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import com.ericsson.otp.erlang.OtpErlangObject;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.FormationPlan;
import dev.beamcluster.mesh.HiddenNodes;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.Pair;

/** Finds out why nodes are not connected, and connects those that can be. Used by one thread. */
final class Formation {

    private static final Fault PARTS = new Fault(
            Cause.NOT_CONNECTED,
            "it was connected again and again, and parted each time: look into the nodes' logs for what disconnects them");

    private static final Fault REFUSES = new Fault(
            Cause.NOT_CONNECTED,
            "a path is open and connecting fails: look for another cookie, certificate or OTP release, and at the nodes' logs");

    /**
     * Links that are made in one round. A hundred nodes are sooner together when all are made at once than in parts, since {@code
     * global} joins every two parts by a protocol of its own; but all of three hundred take longer than anybody waits for one of
     * them, and then count as failed.
     */
    private static final int WAVE = 5_000;

    /** Paths that one node tries in one round: a TCP connection each, which costs less than a link. */
    private static final int TRIALS = 100;

    private final PathProbes paths = new PathProbes();
    private final ConnectBackoff attempts = new ConnectBackoff();
    private final AsymmetryDetector directions = new AsymmetryDetector();
    private final ConnectionHistory acquaintances = new ConnectionHistory();

    /** The report of what was seen, with the cause of each link that is not connected where it is known. */
    MeshReport explain(
            Map<NodeName, NodeProbe.Look> looks,
            Connectivity beliefs,
            Map<NodeName, NodeConnection> links,
            MeshTarget target,
            InstantSource clock)
            throws InterruptedException {
        acquaintances.forgetAllBut(looks.keySet());
        acquaintances.note(beliefs.linked(), links);
        var tried = new TreeSet<>(beliefs.apart());
        Set<Pair> silent = beliefs.silent();
        if (target.healing() == MeshTarget.Healing.RESET) {
            tried.addAll(silent);
        }
        paths.forgetAllBut(tried);
        attempts.forgetAllBut(tried, new HashSet<>(beliefs.reached()), clock.instant());
        prove(tried, links, target, clock.instant());
        directions.look(silent, links, target);
        var views = new TreeMap<NodeName, NodeView>();
        looks.forEach((node, look) -> views.put(node, explained(node, look.view())));
        return new MeshReport(HiddenNodes.outside(views));
    }

    /** Connects what the plan says; true when there was anything to do. */
    boolean connect(Connectivity beliefs, Map<NodeName, NodeConnection> links, MeshTarget target, Instant now)
            throws InterruptedException {
        Set<Pair> silent = beliefs.silent();
        var able = new TreeMap<Pair, NodeName>();
        beliefs.apart().forEach(pair -> connecting(pair).ifPresent(by -> able.put(pair, by)));
        if (target.healing() == MeshTarget.Healing.RESET) {
            silent.forEach(pair -> connecting(pair).ifPresent(by -> able.put(pair, by)));
        }
        if (target.healing() == MeshTarget.Healing.NONE) {
            able.keySet().removeIf(pair -> acquaintances.haveMet(pair, links));
        }
        // Those that refuse each other part a clique; those that were told a moment ago, and are not seen yet, do not.
        able.keySet().removeIf(pair -> attempts.failures(pair) > 0 && !attempts.isDue(pair, now));
        if (able.keySet().stream().noneMatch(pair -> attempts.isDue(pair, now))) {
            return false;
        }
        var due = new TreeSet<>(FormationPlan.connects(beliefs.reached(), beliefs.linked(), able.keySet()));
        due.removeIf(pair -> !attempts.isDue(pair, now));
        var calls = new TreeMap<Link, CompletableFuture<OtpErlangObject>>();
        FormationPlan.wave(due, Math.ceilDiv(2 * WAVE, beliefs.reached().size()))
                .forEach(pair -> {
                    NodeName from = able.getOrDefault(pair, pair.first());
                    NodeName to = pair.other(from);
                    NodeConnection link = links.get(from);
                    if (link != null) {
                        calls.put(
                                new Link(from, to),
                                silent.contains(pair)
                                        ? link.wire().call("erlang", "disconnect_node", Terms.atom(to))
                                        : link.wire().call("net_kernel", "connect_node", Terms.atom(to)));
                    }
                });
        var log = new FormationLog();
        var deadline = Deadline.in(target.timeout());
        for (var entry : calls.entrySet()) {
            Link link = entry.getKey();
            Pair pair = Pair.of(link.from(), link.to());
            boolean done = isTrue(entry.getValue(), deadline);
            if (!attempts.keepsParting(pair)) {
                log.add(link, silent.contains(pair), done, attempts.failures(pair));
            }
            if (silent.contains(pair) && done) {
                paths.forget(pair);
            } else {
                attempts.tell(pair, done, now);
            }
        }
        log.write();
        return !calls.isEmpty();
    }

    /**
     * The one that is to connect to the other. Where either can, they take turns after a failure: a path says nothing of the epmd
     * beside the port, which only the one that connects asks.
     */
    private Optional<NodeName> connecting(Pair pair) {
        List<NodeName> able = paths.proved(pair);
        return able.isEmpty() ? Optional.empty() : Optional.of(able.get(attempts.failures(pair) % able.size()));
    }

    private void prove(Set<Pair> pairs, Map<NodeName, NodeConnection> links, MeshTarget target, Instant now)
            throws InterruptedException {
        var due = new TreeSet<>(pairs);
        due.removeIf(pair -> !paths.isDue(pair, now));
        if (due.stream().anyMatch(paths::isUntried)) {
            // Else those that are open and wait for their turn to be connected would be tried again before others are
            // once.
            due.removeIf(pair -> !paths.isUntried(pair));
        }
        var trials = new TreeMap<Link, CompletableFuture<OtpErlangObject>>();
        for (Pair pair : FormationPlan.wave(due, TRIALS)) {
            NodeName by = paths.side(pair);
            NodeConnection from = links.get(by);
            NodeConnection to = links.get(pair.other(by));
            if (from != null && to != null) {
                Link path = new Link(by, pair.other(by));
                trials.put(path, PathProbes.tryFrom(from, path, to.port(), target));
            }
        }
        // The node keeps the same deadline itself; the rest is for the way there and back.
        var deadline = Deadline.in(target.timeout().plus(NodeProbe.MARGIN));
        for (var entry : trials.entrySet()) {
            Link path = entry.getKey();
            Pair pair = Pair.of(path.from(), path.to());
            paths.remember(pair, path.from(), PathProbes.outcome(entry.getValue(), deadline), now);
        }
    }

    private NodeView explained(NodeName node, NodeView view) {
        if (!(view instanceof NodeView.Reached reached)) {
            return view;
        }
        var faults = new TreeMap<>(reached.faults());
        faults.replaceAll((peer, fault) -> {
            Pair pair = Pair.of(node, peer);
            return paths.fault(pair)
                    .or(() -> directions.fault(pair))
                    .or(() -> attempts.failures(pair) > 0 ? Optional.of(REFUSES) : Optional.empty())
                    .or(() -> attempts.keepsParting(pair) ? Optional.of(PARTS) : Optional.empty())
                    .orElse(fault);
        });
        return new NodeView.Reached(reached.facts(), reached.answering(), faults, reached.unexpectedNodes());
    }

    private static boolean isTrue(CompletableFuture<OtpErlangObject> call, Deadline deadline)
            throws InterruptedException {
        try {
            return Terms.isAtom(deadline.await(call), "true");
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }
}
