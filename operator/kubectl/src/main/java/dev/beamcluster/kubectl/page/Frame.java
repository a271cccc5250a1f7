package dev.beamcluster.kubectl.page;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One BeamCluster at one moment: what the page draws.
 *
 * @param time when this state began, in RFC 3339 format
 * @param source who knows it
 * @param health {@code whole}, {@code not whole} or {@code unknown}
 * @param since when Ready changed last
 * @param reason the reason of Ready
 * @param message the message of Ready; empty in a frame of the history, which has none
 * @param rollout the reason and the message of Reconciling
 * @param counted how many links were verified, in one sentence
 * @param unlisted how many links are not verified beyond those that are listed
 * @param rows for each pod, the state of the links from it, a character for each node in the order of {@code nodes}: {@code v} is
 *     verified, {@code m} missing, {@code u} unknown, and {@code -} the node itself. A row without {@code m} and {@code u} is absent
 * @param faults links that are missing
 * @param islands names of pods; empty unless the mesh is split
 * @param unexpected visible nodes that do not belong to it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Frame(
        String time,
        Source source,
        String health,
        @Nullable String since,
        String reason,
        String message,
        String rollout,
        String counted,
        int established,
        int expected,
        int unlisted,
        List<PageNode> nodes,
        Map<String, String> rows,
        List<LinkFault> faults,
        List<List<String>> islands,
        List<String> unexpected) {

    /** Who knows what a frame says. */
    public enum Source {
        /** The page saw this status. */
        seen,
        /** The operator wrote the change into {@code status.history}; what the change does not name is inferred. */
        history,
        /** The page itself verified every link. */
        verified
    }

    public Frame {
        nodes = List.copyOf(nodes);
        rows = Map.copyOf(rows);
        faults = List.copyOf(faults);
        islands = List.copyOf(islands);
        unexpected = List.copyOf(unexpected);
    }

    /** Whether the other shows the same, whenever it was. */
    boolean shows(Frame other) {
        return at(other.time(), other.source()).equals(other);
    }

    private Frame at(String otherTime, Source otherSource) {
        return new Frame(
                otherTime,
                otherSource,
                health,
                since,
                reason,
                message,
                rollout,
                counted,
                established,
                expected,
                unlisted,
                nodes,
                rows,
                faults,
                islands,
                unexpected);
    }
}
