package dev.beamcluster.kubectl.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.fabric8.kubernetes.api.model.Event;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Transition;
import dev.beamcluster.kubectl.view.Ages;
import dev.beamcluster.kubectl.view.EventTimes;
import dev.beamcluster.kubectl.view.HistoryText;

/**
 * Something that happened, for the timeline and the list below it.
 *
 * @param time in RFC 3339 format
 * @param text in one line
 */
public record Mark(String time, Kind kind, String text) {

    /** What sort of thing happened. */
    public enum Kind {
        /** Ready is not True any more. */
        fault,
        /** Ready is True again. */
        recovery,
        /** Something else changed in the history. */
        change,
        /** An event of the type Warning. */
        warning,
        /** Another event. */
        event
    }

    /** Returns what the history and the events say, oldest first. */
    public static List<Mark> of(BeamCluster cluster, List<Event> events) {
        var marks = new ArrayList<>(ofHistory(cluster));
        for (Event event : events) {
            Ages.parse(EventTimes.last(event))
                    .ifPresent(time -> marks.add(new Mark(
                            time.toString(),
                            "Warning".equals(event.getType()) ? Kind.warning : Kind.event,
                            HistoryText.text(event))));
        }
        marks.sort(Comparator.comparing(mark -> Instant.parse(mark.time())));
        return marks;
    }

    private static List<Mark> ofHistory(BeamCluster cluster) {
        var marks = new ArrayList<Mark>();
        boolean isReady = true;
        for (Transition transition : History.of(cluster)) {
            boolean becomesReady = transition.ready().equals("True");
            Kind kind = becomesReady == isReady ? Kind.change : becomesReady ? Kind.recovery : Kind.fault;
            isReady = becomesReady;
            marks.add(new Mark(Instant.parse(transition.time()).toString(), kind, HistoryText.text(transition)));
        }
        return marks;
    }
}
