package dev.beamcluster.operator.status;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.Transition;

/** How many bytes a transition takes in JSON at most. Names and reasons contain no character that JSON escapes. */
final class HistorySize {

    /** The names of all fields of a transition, their quotes, colons, commas and brackets, and a count of ten digits. */
    private static final int TRANSITION = 120;

    /** The same of a link or a node. */
    private static final int ITEM = 40;

    private HistorySize() {}

    static int of(Transition transition) {
        int links = transition.links().stream()
                .mapToInt(link -> ITEM + bytes(link.from(), link.to(), link.reason()))
                .sum();
        int nodes = transition.nodes().stream()
                .mapToInt(node -> ITEM + bytes(node.pod(), node.state(), node.reason()))
                .sum();
        return TRANSITION
                + bytes(
                        transition.time(),
                        transition.lastTime(),
                        transition.ready(),
                        transition.reason(),
                        transition.meshed())
                + links
                + nodes;
    }

    private static int bytes(@Nullable String... texts) {
        return Stream.of(texts)
                .mapToInt(text -> text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
