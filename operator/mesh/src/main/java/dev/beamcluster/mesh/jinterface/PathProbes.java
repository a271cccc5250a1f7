package dev.beamcluster.mesh.jinterface;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import com.ericsson.otp.erlang.OtpErlangObject;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

/**
 * Whether the network lets two nodes that are not connected reach each other: one opens a TCP connection to the other's
 * distribution port, which closes at once, since the process that opened it ends. One direction is enough: a connection of the
 * distribution carries both.
 *
 * <p>A pair that stays apart is tried again by the other of the two, and ever more seldom, at last every four seconds, so that a
 * long outage costs little and its end is soon seen.
 */
final class PathProbes {

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    private final Map<Pair, Trial> trials = new TreeMap<>();

    /**
     * How the last trials went.
     *
     * @param outcomes by the node that tried
     * @param by the node that tried last
     * @param next when the other one is due
     */
    private record Trial(SortedMap<NodeName, Optional<Fault>> outcomes, NodeName by, Duration pause, Instant next) {}

    /** Whether neither of the two has tried yet. */
    boolean isUntried(Pair pair) {
        return !trials.containsKey(pair);
    }

    /** Whether this pair is to be tried now. */
    boolean isDue(Pair pair, Instant now) {
        Trial trial = trials.get(pair);
        return trial == null || !trial.next().isAfter(now);
    }

    /**
     * The one of the two that is to try. They take turns: a node whose peer's epmd is gone, or which cannot resolve it, may well be
     * connected to by that peer.
     */
    NodeName side(Pair pair) {
        Trial trial = trials.get(pair);
        return trial == null ? pair.first() : pair.other(trial.by());
    }

    /** Why the pair is apart, as far as the last trials told; the same for as long as they go the same. */
    Optional<Fault> fault(Pair pair) {
        Trial trial = trials.get(pair);
        return trial == null || trial.outcomes().containsValue(Optional.<Fault>empty())
                ? Optional.empty()
                : trial.outcomes().firstEntry().getValue();
    }

    /**
     * Those of the two whose last trial went well; either may be told to connect. A proof holds until the same side tries again,
     * eight seconds at most: pairs are tried at different times and by different sides, and a node is connected only to all of a
     * clique at once.
     */
    List<NodeName> proved(Pair pair) {
        Trial trial = trials.get(pair);
        return trial == null
                ? List.of()
                : trial.outcomes().entrySet().stream()
                        .filter(outcome -> outcome.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList();
    }

    void remember(Pair pair, NodeName by, Optional<Fault> fault, Instant now) {
        Trial before = trials.get(pair);
        var outcomes = new TreeMap<NodeName, Optional<Fault>>(before == null ? Map.of() : before.outcomes());
        outcomes.put(by, fault);
        Duration wait = before == null ? FIRST_WAIT : before.pause().multipliedBy(2);
        Duration capped = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        trials.put(pair, new Trial(outcomes, by, capped, now.plus(capped)));
    }

    /** The pair is connected, or one of it is gone: what was learned is void. */
    void forgetAllBut(Set<Pair> apart) {
        trials.keySet().retainAll(apart);
    }

    /** The pair was changed by us: it is tried again at once. */
    void forget(Pair pair) {
        trials.remove(pair);
    }

    static CompletableFuture<OtpErlangObject> tryFrom(NodeConnection from, Link path, int port, MeshTarget target) {
        return from.wire()
                .call(
                        "gen_tcp",
                        "connect",
                        Terms.text(path.to().host()),
                        Terms.number(port),
                        target.protocol().ipv6() ? Terms.list(Terms.atom("inet6")) : Terms.list(),
                        Terms.number(target.timeout().toMillis()));
    }

    static Optional<Fault> outcome(CompletableFuture<OtpErlangObject> trial, Deadline deadline)
            throws InterruptedException {
        try {
            return Terms.pathFault(deadline.await(trial));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.of(new Fault(Cause.CONNECT_TIMEOUT));
        }
    }
}
