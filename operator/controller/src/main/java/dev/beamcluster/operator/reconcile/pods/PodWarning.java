package dev.beamcluster.operator.reconcile.pods;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;

/**
 * An Event of a pod.
 *
 * @param reason the word of the component that wrote it
 * @param note its text
 * @param container the container that it is about; empty if it is about the pod
 * @param at when it was seen last
 */
public record PodWarning(String reason, String note, Optional<String> container, Instant at) {

    static final Comparator<PodWarning> BY_TIME = Comparator.comparing(PodWarning::at);

    /** The kubelet names the container in a field path (Kubernetes, {@code pkg/kubelet/container/ref.go}). */
    private static final Pattern FIELD_PATH = Pattern.compile("spec\\.(?:initC|c)ontainers\\{(.+)}");

    /** What may differ in two texts that say the same: counters, times and generated names. */
    private static final Pattern VARIABLE = Pattern.compile("\\w*\\d\\w*");

    /** Reads an Event. */
    public static PodWarning of(Event event) {
        return new PodWarning(
                Objects.requireNonNullElse(event.getReason(), ""),
                Objects.requireNonNullElse(event.getNote(), "").strip(),
                Optional.ofNullable(event.getRegarding())
                        .flatMap(regarding -> Optional.ofNullable(regarding.getFieldPath()))
                        .map(FIELD_PATH::matcher)
                        .filter(Matcher::matches)
                        .map(path -> path.group(1)),
                at(event));
    }

    /** Returns when the Event was seen last: the kubelet counts equal Events in fields of the older API. */
    static Instant at(Event event) {
        return Stream.of(
                        Optional.ofNullable(event.getSeries())
                                .flatMap(series -> Optional.ofNullable(series.getLastObservedTime()))
                                .map(MicroTime::getTime),
                        Optional.ofNullable(event.getDeprecatedLastTimestamp()),
                        Optional.ofNullable(event.getEventTime()).map(MicroTime::getTime),
                        Optional.ofNullable(event.getMetadata().getCreationTimestamp()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
    }

    /** Returns this Event with the text of an earlier one that says the same, so that a counter does not change a status. */
    PodWarning inTheWordsOf(List<PodWarning> earlier) {
        return earlier.stream()
                .filter(before -> before.reason.equals(reason) && before.container.equals(container))
                .filter(before -> shape(before.note).equals(shape(note)))
                .findFirst()
                .map(before -> new PodWarning(reason, before.note, container, at))
                .orElse(this);
    }

    private static String shape(String note) {
        return VARIABLE.matcher(note).replaceAll("#");
    }
}
