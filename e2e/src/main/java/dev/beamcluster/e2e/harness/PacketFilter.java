package dev.beamcluster.e2e.harness;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Cuts links between pods on their node silently, as a broken network does: it drops packets, also of established
 * connections, and closes no connection. Closing restores every link.
 */
public final class PacketFilter implements AutoCloseable {

    /**
     * The table {@code filter} belongs to the network policy controller of k3s. At each pod event it inserts its own jump
     * first, accepts established flows there, and restores the table from a snapshot, so our rules would last only
     * seconds. It does not touch {@code mangle}, which the kernel evaluates first.
     */
    private static final String IPTABLES = "iptables --wait --table mangle ";

    private final KubernetesNode node;
    private final Deque<String> rules = new ArrayDeque<>();

    public PacketFilter(KubernetesNode node) {
        this.node = node;
    }

    /** Drops all packets between two pods, in both directions. */
    public void cut(String ip, String otherIp) {
        drop(ip, otherIp);
        drop(otherIp, ip);
    }

    /** Drops all packets from one pod to another; the other direction stays open. */
    public void drop(String fromIp, String toIp) {
        var rule = "FORWARD --source %s --destination %s --jump DROP".formatted(fromIp, toIp);
        var _ = node.shell(IPTABLES + "--insert " + rule).orFail();
        rules.push(rule);
    }

    /** Restores every link. */
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
