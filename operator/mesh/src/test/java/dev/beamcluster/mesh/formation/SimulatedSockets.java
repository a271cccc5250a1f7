package dev.beamcluster.mesh.formation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.LinkSocket;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.TcpOptions;

/** The sockets of nodes and the kernels below them, with a record of what was done to them. */
final class SimulatedSockets {

    static final Duration DEFAULT_WAIT = Duration.ofMinutes(2);

    private final Map<Link, LinkSocket> sockets = new HashMap<>();
    private final Map<LinkSocket, TcpOptions> options = new HashMap<>();
    private final Set<NodeName> oldKernels = new HashSet<>();
    private final Set<NodeName> deaf = new HashSet<>();
    private final Map<Link, Duration> insisted = new HashMap<>();
    final List<SocketAction> done = new ArrayList<>();
    private int created;

    /** Gives an end a new socket with the kernel's defaults. */
    void connect(Link end) {
        sockets.put(end, new LinkSocket(end.from().toString(), created++, 1));
        options.put(socket(end), new TcpOptions(Duration.ZERO, DEFAULT_WAIT, false));
    }

    /** A process controls the socket, as with TLS. */
    void hide(Link end) {
        sockets.remove(end);
    }

    void isOld(NodeName node) {
        oldKernels.add(node);
    }

    void answers(NodeName node, boolean answers) {
        if (answers) {
            deaf.remove(node);
        } else {
            deaf.add(node);
        }
    }

    void set(Link end, Duration userTimeout, Duration longestWait) {
        options.put(socket(end), new TcpOptions(userTimeout, longestWait, false));
    }

    /** Whatever the operator sets, someone else sets this user timeout at once. */
    void insist(Link end, Duration userTimeout) {
        insisted.put(end, userTimeout);
    }

    TcpOptions options(Link end) {
        return Optional.ofNullable(options.get(socket(end))).orElseThrow();
    }

    private LinkSocket socket(Link end) {
        return Optional.ofNullable(sockets.get(end)).orElseThrow();
    }

    List<SocketResult> run(List<SocketAction> actions) {
        done.addAll(actions);
        var results = new ArrayList<SocketResult>();
        for (SocketAction action : actions) {
            switch (action) {
                case SocketAction.ReadSockets read ->
                    read.peers().forEach(peer -> results.add(read(new Link(read.node(), peer))));
                case SocketAction.ReadOptions(Link end, LinkSocket _) -> results.add(readOptions(end));
                case SocketAction.SetUserTimeout set
                when deaf.contains(set.end().from()) -> results.add(new SocketResult.NoAnswer(set.end()));
                case SocketAction.SetLongestWait set
                when deaf.contains(set.end().from()) -> results.add(new SocketResult.NoAnswer(set.end()));
                case SocketAction.SetUserTimeout set -> {
                    options.computeIfPresent(
                            set.socket(),
                            (_, now) -> new TcpOptions(
                                    insisted.getOrDefault(set.end(), set.timeout()), now.longestWait(), false));
                    results.add(readOptions(set.end()));
                }
                case SocketAction.SetLongestWait set -> {
                    options.computeIfPresent(
                            set.socket(), (_, now) -> new TcpOptions(now.userTimeout(), set.longest(), false));
                    results.add(readOptions(set.end()));
                }
            }
        }
        return results;
    }

    private SocketResult read(Link end) {
        return deaf.contains(end.from())
                ? new SocketResult.NoAnswer(end)
                : new SocketResult.SocketRead(end, Optional.ofNullable(sockets.get(end)));
    }

    private SocketResult readOptions(Link end) {
        if (deaf.contains(end.from())) {
            return new SocketResult.NoAnswer(end);
        }
        return new SocketResult.OptionsRead(
                end, oldKernels.contains(end.from()) ? Optional.empty() : Optional.of(options(end)));
    }
}
