package dev.beamcluster.mesh.formation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.LinkSocket;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.Pair;
import dev.beamcluster.mesh.TcpOptions;

/**
 * Plans which ends of links are to retransmit every second while their peer is silent. Without that, TCP doubles the
 * wait between two retransmissions up to two minutes (RFC 6298), and after a cut a link is silent for up to as long as
 * the cut lasted.
 *
 * <p>The cap alone would end the connection: the kernel counts fifteen retransmissions. With a user timeout it counts
 * time instead. So that comes first, longer than the nodes' own tick allows, and the cap follows only after the kernel
 * has reported that timeout.
 *
 * <p>A kernel that cannot send at all, because this very machine drops the packets, ends the connection after fifteen
 * probes whatever the user timeout is. So an end whose probes are not answered loses its cap again, while there is time.
 */
public final class RetransmissionPlanner {

    /** The longest wait by default (Linux, tcp_rto_max_ms in ip-sysctl). */
    private static final Duration DEFAULT_WAIT = Duration.ofMinutes(2);

    /** What the user timeout adds to the longest time that Erlang waits for a silent peer. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    /** Longer than any reasonable tick time: a node may report any number. */
    private static final Duration LONGEST_TICK = Duration.ofDays(1);

    /**
     * A capped end that cannot send loses its connection after fourteen seconds. Rounds that take longer than this may
     * be too late to prevent it.
     */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(5);

    /** Ends that are asked or changed at once: at most two calls each, as cheap as one call to a peer. */
    private static final int ENDS = 512;

    private static final Comparator<Link> BY_PAIR =
            Comparator.comparing(Link::pair).thenComparing(Link::from);

    private final Ledger ledger;
    private final boolean caps;
    private final Instant now;

    /** The peers of each node whose sockets it is asked for. */
    private final TreeMap<NodeName, TreeSet<NodeName>> stale = new TreeMap<>();

    /** Ends that the kernel is about to give up. */
    private final TreeMap<Link, SocketAction> urgent = new TreeMap<>(BY_PAIR);

    private final TreeMap<Link, SocketAction> actions = new TreeMap<>(BY_PAIR);

    private RetransmissionPlanner(Ledger ledger, boolean caps, Instant now) {
        this.ledger = ledger;
        this.caps = caps;
        this.now = now;
    }

    /**
     * Plans the next step. The step after it follows from the results.
     *
     * @param views what the round saw of each member
     */
    public static List<SocketAction> plan(
            Round round, Map<NodeName, NodeView> views, MeshTarget target, Ledger ledger, Instant now) {
        boolean isQuick = target.interval().plus(target.timeout()).compareTo(LONGEST_ROUND) <= 0;
        var planner = new RetransmissionPlanner(ledger, target.retransmitsEverySecond() && isQuick, now);
        planner.uncap(round.connectivity().silent());
        if (target.formation() == MeshTarget.Formation.OPERATOR && target.healing() != MeshTarget.Healing.NONE) {
            planner.step(round.connectivity().linked(), ticks(views));
            planner.complete(round.connectivity().linked());
        }
        return planner.planned();
    }

    /** Whether the action leaves a link to TCP again. */
    public static boolean isReset(SocketAction.SetLongestWait action) {
        return action.longest().equals(DEFAULT_WAIT);
    }

    /** The net tick time of each node that has reported it. */
    private static Map<NodeName, Duration> ticks(Map<NodeName, NodeView> views) {
        var ticks = new HashMap<NodeName, Duration>();
        views.forEach((node, view) -> {
            if (view instanceof NodeView.Reached reached) {
                reached.facts()
                        .netTickSeconds()
                        .map(Duration::ofSeconds)
                        .filter(tick -> tick.compareTo(LONGEST_TICK) <= 0)
                        .ifPresent(tick -> ticks.put(node, tick));
            }
        });
        return ticks;
    }

    /**
     * Leaves silent links of nodes that cannot send to TCP, and with them the node's other silent links: what drops the
     * packets of one drops those of others too.
     */
    private void uncap(Set<Pair> silent) {
        var probing = new HashSet<NodeName>();
        silent.forEach(pair ->
                ends(pair).stream().filter(end -> state(end).isProbing()).forEach(end -> probing.add(end.from())));
        silent.forEach(pair -> ends(pair).stream()
                .filter(end -> probing.contains(end.from()))
                .filter(end -> state(end).isCapped() && state(end).isDue(now))
                .forEach(end -> urgent.put(end, longestWait(end, DEFAULT_WAIT))));
    }

    private void step(Set<Pair> linked, Map<NodeName, Duration> ticks) {
        for (Pair pair : linked) {
            Duration first = ticks.get(pair.first());
            Duration second = ticks.get(pair.second());
            if (first != null && second != null) {
                Duration timeout = userTimeout(first.compareTo(second) > 0 ? first : second);
                ends(pair).stream().filter(end -> state(end).isDue(now)).forEach(end -> step(end, timeout));
            }
        }
    }

    /**
     * The user timeout for nodes with this net tick time. Erlang itself closes a silent connection after the tick time
     * plus a quarter at the latest (kernel, net_ticktime).
     */
    static Duration userTimeout(Duration tick) {
        return tick.plus(tick.dividedBy(4)).plus(MARGIN);
    }

    private void step(Link end, Duration timeout) {
        LinkEnd state = state(end);
        if (state.isStale(now)) {
            stale.put(end.from(), new TreeSet<>());
            return;
        }
        switch (state.step()) {
            case NEW -> state.socket().ifPresent(socket -> actions.put(end, new SocketAction.ReadOptions(end, socket)));
            case UNCHANGED -> setUserTimeout(end, timeout);
            case TIMEOUT_FOUND -> takeOver(end, timeout);
            case TIMEOUT_SET -> cap(end, timeout);
            case CAPPED -> keep(end, timeout);
            case LEFT_TO_TCP, UNSUPPORTED -> {}
        }
    }

    /** Any other user timeout is the choice of someone else, and so is the wait that goes with it. */
    private void takeOver(Link end, Duration timeout) {
        if (userTimeout(end).equals(timeout)) {
            if (caps) {
                setLongestWait(end, LinkEnd.CAP);
            } else if (state(end).hasCap()) {
                setLongestWait(end, DEFAULT_WAIT);
            }
        }
    }

    private void cap(Link end, Duration timeout) {
        if (caps && userTimeout(end).compareTo(timeout) >= 0) {
            setLongestWait(end, LinkEnd.CAP);
        }
    }

    private void keep(Link end, Duration timeout) {
        if (!caps) {
            setLongestWait(end, DEFAULT_WAIT);
        } else if (userTimeout(end).compareTo(timeout) < 0) {
            setUserTimeout(end, timeout);
        }
    }

    private void setUserTimeout(Link end, Duration timeout) {
        if (caps) {
            LinkSocket socket = state(end).socket().orElseThrow();
            TcpOptions options = state(end).options().orElseThrow();
            actions.put(end, new SocketAction.SetUserTimeout(end, socket, timeout, options.bigEndian()));
        }
    }

    private void setLongestWait(Link end, Duration wait) {
        actions.put(end, longestWait(end, wait));
    }

    private SocketAction longestWait(Link end, Duration wait) {
        LinkSocket socket = state(end).socket().orElseThrow();
        TcpOptions options = state(end).options().orElseThrow();
        return new SocketAction.SetLongestWait(end, socket, wait, options.bigEndian());
    }

    private Duration userTimeout(Link end) {
        return state(end).options().orElseThrow().userTimeout();
    }

    /** One answer of a node has all its sockets. */
    private void complete(Set<Pair> linked) {
        linked.forEach(pair -> ends(pair)
                .forEach(end -> stale.computeIfPresent(end.from(), (_, peers) -> {
                    peers.add(end.to());
                    return peers;
                })));
    }

    private List<SocketAction> planned() {
        // An end of a node that is asked for its sockets may turn out to have another one.
        actions.keySet().removeIf(end -> stale.containsKey(end.from()));
        var planned = new ArrayList<SocketAction>();
        stale.forEach((node, peers) -> planned.add(new SocketAction.ReadSockets(node, peers)));
        Stream.concat(urgent.values().stream(), actions.values().stream())
                .limit(ENDS)
                .forEach(planned::add);
        return planned;
    }

    private LinkEnd state(Link end) {
        return ledger.of(end.pair()).ends().of(end.pair(), end.from());
    }

    private static List<Link> ends(Pair pair) {
        return List.of(new Link(pair.first(), pair.second()), new Link(pair.second(), pair.first()));
    }
}
