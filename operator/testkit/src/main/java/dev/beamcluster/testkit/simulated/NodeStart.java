package dev.beamcluster.testkit.simulated;

import java.util.List;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.NodeName;

/**
 * A node to start.
 *
 * @param mesh any name without spaces; nodes of the same mesh can connect to each other
 * @param name as the operator calls it
 * @param address where it listens, which identifies it
 * @param port where it listens
 */
public record NodeStart(String mesh, NodeName name, String address, int port, Cookie cookie) {

    /** Returns what {@link #parse} reads. */
    List<String> words() {
        return List.of(mesh, name.toString(), address, String.valueOf(port), cookie.value());
    }

    static NodeStart parse(List<String> words) {
        return new NodeStart(
                words.get(0),
                NodeName.parse(words.get(1)).orElseThrow(),
                words.get(2),
                Integer.parseInt(words.get(3)),
                new Cookie(words.get(4)));
    }
}
