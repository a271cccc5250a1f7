package dev.beamcluster.kubectl.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Event;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Transition;
import dev.beamcluster.api.v1alpha1.Transition.ChangedLink;
import dev.beamcluster.api.v1alpha1.Transition.ChangedNode;

/** What happened to a BeamCluster: {@code status.history} and its events, in order, with the times between. */
public final class HistoryText {

    private HistoryText() {}

    private record Line(Instant time, String what) {}

    /**
     * Returns the lines, oldest first.
     *
     * @param events events about the BeamCluster, in any order
     */
    public static String of(BeamCluster cluster, List<Event> events) {
        var lines = new ArrayList<Line>();
        List<Transition> history =
                cluster.getStatus() == null ? List.of() : cluster.getStatus().history();
        history.forEach(transition ->
                Ages.parse(transition.time()).ifPresent(time -> lines.add(new Line(time, text(transition)))));
        events.forEach(event -> Ages.parse(EventTimes.last(event))
                .ifPresent(time -> lines.add(new Line(time, "event " + text(event)))));
        lines.sort(Comparator.comparing(Line::time));
        var table = new Table("TIME", "AFTER", "WHAT");
        @Nullable Instant before = null;
        for (Line line : lines) {
            table.row(
                    line.time().toString(),
                    before == null ? "" : "+" + Ages.of(Duration.between(before, line.time())),
                    line.what());
            before = line.time();
        }
        return table.isEmpty() ? "nothing is known to have happened\n" : table.text();
    }

    /** Returns a transition in one line. */
    public static String text(Transition transition) {
        var parts = new ArrayList<String>();
        String meshed = transition.meshed();
        parts.add("Ready %s %s%s"
                .formatted(
                        transition.ready(),
                        transition.reason(),
                        meshed == null || meshed.equals(transition.reason()) ? "" : ", Meshed " + meshed));
        if (transition.count() != null) {
            parts.add("lost %d times until %s".formatted(transition.count(), transition.lastTime()));
        }
        links("lost", transition.links(), true).forEach(parts::add);
        links("back", transition.links(), false).forEach(parts::add);
        transition.nodes().stream()
                .collect(Collectors.groupingBy(HistoryText::state, LinkedHashMap::new, Collectors.toList()))
                .forEach((state, nodes) -> parts.add(
                        nodes.stream().map(ChangedNode::pod).collect(Collectors.joining(", ")) + " " + state));
        return String.join("; ", parts);
    }

    private static String state(ChangedNode node) {
        if (node.state() == null) {
            return "gone";
        }
        return node.state() + (node.reason() == null ? "" : " (" + node.reason() + ")");
    }

    /** Both directions of a link are one, if both were lost for the same reason or both are back. */
    private static List<String> links(String verb, List<ChangedLink> links, boolean isLost) {
        Map<String, String> arrows = new LinkedHashMap<>();
        for (ChangedLink link : links) {
            if ((link.reason() != null) == isLost) {
                String reason = link.reason() == null ? "" : " (" + link.reason() + ")";
                String there = link.from() + " -> " + link.to();
                String back = link.to() + " -> " + link.from();
                if (reason.equals(arrows.get(back))) {
                    arrows.remove(back);
                    arrows.put(link.to() + " <-> " + link.from(), reason);
                } else {
                    arrows.put(there, reason);
                }
            }
        }
        return arrows.isEmpty()
                ? List.of()
                : List.of(verb + " "
                        + arrows.entrySet().stream()
                                .map(entry -> entry.getKey() + entry.getValue())
                                .collect(Collectors.joining(", ")));
    }

    /** Returns an event in one line. */
    public static String text(Event event) {
        String count =
                event.getCount() != null && event.getCount() > 1 ? " (%d times)".formatted(event.getCount()) : "";
        return "%s %s: %s%s".formatted(event.getType(), event.getReason(), event.getMessage(), count);
    }
}
