package dev.beamcluster.kubectl.view;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Event;
import org.jspecify.annotations.Nullable;

/** When an event happened. The API has four fields for it, of which each reporter sets others. */
public final class EventTimes {

    private EventTimes() {}

    /** Returns when it happened last, in RFC 3339 format; null if it does not say. */
    public static @Nullable String last(Event event) {
        return Stream.of(
                        event.getLastTimestamp(),
                        event.getSeries() == null || event.getSeries().getLastObservedTime() == null
                                ? null
                                : event.getSeries().getLastObservedTime().getTime(),
                        event.getEventTime() == null
                                ? null
                                : event.getEventTime().getTime(),
                        event.getFirstTimestamp(),
                        event.getMetadata().getCreationTimestamp())
                .filter(time -> time != null && !time.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** Sorts events by time, oldest first. */
    public static List<Event> sorted(List<Event> events) {
        return events.stream()
                .sorted(Comparator.comparing(event -> Ages.parse(last(event)).orElse(Instant.EPOCH)))
                .toList();
    }
}
