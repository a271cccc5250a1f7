package dev.beamcluster.operator.mesh;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The full name of a BEAM node, {@code name@host}.
 *
 * <p>Nodes sort by name, then by host with its numbers taken as numbers, so that {@code chat-2} comes before
 * {@code chat-10}: what is printed for a person is in ordinal order.
 *
 * @param name the part before the {@code @}: letters, digits, {@code _} and {@code -}
 * @param host the part after it; with a dot it is a long name
 */
public record NodeName(String name, String host) implements Comparable<NodeName> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:-]+");
    private static final Comparator<NodeName> ORDER =
            Comparator.comparing(NodeName::name).thenComparing(NodeName::host, new NaturalOrder());

    /** An atom holds at most 255 characters (Erlang/OTP, Efficiency Guide, System Limits). */
    private static final int MAX_ATOM = 255;

    public NodeName {
        if (!NAME.matcher(name).matches() || !HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("not a node name: " + name + "@" + host);
        }
        if (name.length() + 1 + host.length() > MAX_ATOM) {
            throw new IllegalArgumentException("a node name has at most 255 characters: " + name + "@" + host);
        }
    }

    /** Reads {@code name@host}; empty where the text is no node name, since it may come from a hostile node. */
    public static Optional<NodeName> parse(String text) {
        int at = text.indexOf('@');
        if (at < 1 || text.length() > MAX_ATOM) {
            return Optional.empty();
        }
        String name = text.substring(0, at);
        String host = text.substring(at + 1);
        return NAME.matcher(name).matches() && HOST.matcher(host).matches()
                ? Optional.of(new NodeName(name, host))
                : Optional.empty();
    }

    /** Long names have a dot (or the colon of an IPv6 address) in the host; long and short names do not mix. */
    public boolean isLong() {
        return host.indexOf('.') >= 0 || host.indexOf(':') >= 0;
    }

    @Override
    public int compareTo(NodeName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name + "@" + host;
    }
}
