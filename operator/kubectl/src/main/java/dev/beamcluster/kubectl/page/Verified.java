package dev.beamcluster.kubectl.page;

import java.util.Map;

/**
 * What the page saw when it verified every link itself.
 *
 * @param unreachable why nodes could not be reached, by their pods
 */
public record Verified(Frame frame, Map<String, String> unreachable) {

    public Verified {
        unreachable = Map.copyOf(unreachable);
    }
}
