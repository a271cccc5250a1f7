package dev.beamcluster.e2e.harness;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Cuts links between pods on their node, silently, as a broken network does: packets are dropped, no connection is
 * closed. Established connections go silent too. Closing gives every link back.
 */
public final class PacketFilter implements AutoCloseable {

    /**
     * The table {@code filter} belongs to k3s' network policy controller: at each event of a pod it puts its own jump first, accepts
     * established flows there, and writes the table back from a snapshot, so a rule of ours holds for seconds. It leaves {@code
     * mangle} alone, which comes first.
     */
    private static final String IPTABLES = "iptables --wait --table mangle ";

    private final KubernetesNode node;
    private final Deque<String> rules = new ArrayDeque<>();

    public PacketFilter(KubernetesNode node) {
        this.node = node;
    }

    /** Drops everything between two pods, both ways. */
    public void cut(String ip, String otherIp) {
        drop(ip, otherIp);
        drop(otherIp, ip);
    }

    /** Drops everything that goes from one pod to another; the other direction stays open. */
    public void drop(String fromIp, String toIp) {
        var rule = "FORWARD --source %s --destination %s --jump DROP".formatted(fromIp, toIp);
        var _ = node.shell(IPTABLES + "--insert " + rule).orFail();
        rules.push(rule);
    }

    /** Gives back everything that was cut. */
    public void restore() {
        while (!rules.isEmpty()) {
            var _ = node.shell(IPTABLES + "--delete " + rules.pop()).orFail();
        }
    }

    @Override
    public void close() {
        restore();
    }
}
