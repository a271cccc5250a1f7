package dev.beamcluster.mesh;

/**
 * The shared secret of a mesh. Anyone who has it can run any code on every node, so it prints as {@code
 * Cookie[redacted]}.
 *
 * @param value the atom's text, 1 to 255 characters
 */
public record Cookie(String value) {

    public Cookie {
        if (value.isEmpty() || value.length() > 255) {
            throw new IllegalArgumentException("a cookie has 1 to 255 characters, this one has " + value.length());
        }
    }

    @Override
    public String toString() {
        return "Cookie[redacted]";
    }
}
