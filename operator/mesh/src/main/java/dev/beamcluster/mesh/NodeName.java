package dev.beamcluster.mesh;

import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The full name of a BEAM node, {@code name@host}.
 *
 * <p>Nodes sort by name, then by host, comparing digits as numbers, so that {@code chat-2} comes before {@code
 * chat-10}: output is in ordinal order.
 *
 * <p>Not a record: the sorted sets of a large mesh compare, hash and print names tens of thousands of times per
 * round, so the sort key, the hash and the text are computed once.
 */
public final class NodeName implements Comparable<NodeName> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:-]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");

    /** An atom holds at most 255 characters (Erlang/OTP, Efficiency Guide, System Limits). */
    private static final int MAX_ATOM = 255;

    private final String name;
    private final String host;
    private final String text;
    private final String order;

    /**
     * Creates a name from its two parts.
     *
     * @param name the part before the {@code @}: letters, digits, {@code _} and {@code -}
     * @param host the part after the {@code @}; a long name has a dot in it
     * @throws IllegalArgumentException if it contains an invalid character, or has more than 255 characters
     */
    public NodeName(String name, String host) {
        if (!NAME.matcher(name).matches() || !HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("not a node name: " + name + "@" + host);
        }
        if (name.length() + 1 + host.length() > MAX_ATOM) {
            throw new IllegalArgumentException("a node name has at most 255 characters: " + name + "@" + host);
        }
        this.name = name;
        this.host = host;
        this.text = name + "@" + host;
        // The unmodified host is the tiebreaker for hosts that differ only in leading zeros.
        this.order = name + '\0' + DIGITS.matcher(host).replaceAll(run -> comparable(run.group())) + '\0' + host;
    }

    /** Prefixes a number with how many digits it has, so that texts compare as numbers do. */
    private static String comparable(String digits) {
        String number = LEADING_ZEROS.matcher(digits).replaceFirst("");
        return "9".repeat(number.length() / 9) + number.length() % 9 + number;
    }

    /** The part before the {@code @}. */
    public String name() {
        return name;
    }

    /** The part after the {@code @}. */
    public String host() {
        return host;
    }

    /**
     * Parses {@code name@host}. Returns empty if the text is not a node name, since it may come from a hostile node.
     */
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

    /** Long names have a dot, or the colon of an IPv6 address, in the host. Long and short names cannot be mixed. */
    public boolean isLong() {
        return host.indexOf('.') >= 0 || host.indexOf(':') >= 0;
    }

    @Override
    public int compareTo(NodeName other) {
        return order.compareTo(other.order);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeName node && text.equals(node.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
