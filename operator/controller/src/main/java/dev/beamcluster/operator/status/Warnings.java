package dev.beamcluster.operator.status;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;

/** Warnings about what is applied: a few in the status, and one event for each warning and generation of the spec. */
public final class Warnings {

    private static final int AT_MOST = 10;
    private static final int MAX_LENGTH = 500;

    private Warnings() {}

    /**
     * The events of a change from one status to the next.
     *
     * @param announced the warnings that now have an event
     * @param events the events to write
     */
    public record Result(Set<String> announced, List<EventText> events) {}

    /** Returns the warnings of a status, in alphabetical order. */
    static List<String> bounded(Collection<String> warnings) {
        return warnings.stream()
                .distinct()
                .sorted()
                .limit(AT_MOST)
                .map(text -> ShortText.of(text, MAX_LENGTH))
                .toList();
    }

    /**
     * Returns the next events.
     *
     * @param announced the announced warnings of the previous result; empty at first, also after a restart of the operator. The
     *     status alone is not enough: an API server with an older CRD drops the field
     */
    public static Result next(
            Collection<String> announced, @Nullable BeamClusterStatus before, BeamClusterStatus after) {
        var known = new LinkedHashSet<>(announced);
        if (before != null) {
            known.addAll(keys(before));
        }
        List<EventText> events = after.warnings().stream()
                .filter(text -> !known.contains(key(after, text)))
                .map(text -> new EventText(EventText.Type.Warning, MeshWarnings.reason(text), "Validate", text))
                .toList();
        return new Result(Set.copyOf(keys(after)), events);
    }

    private static List<String> keys(BeamClusterStatus status) {
        return status.warnings().stream().map(text -> key(status, text)).toList();
    }

    private static String key(BeamClusterStatus status, String warning) {
        return status.observedGeneration() + ": " + warning;
    }
}
