package dev.beamcluster.kubectl.view;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.Event;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** The status for programs: what {@link StatusText} says, as maps and lists. */
public final class StatusDocument {

    private StatusDocument() {}

    /** Returns what is known of one BeamCluster. */
    public static Map<String, Object> of(ClusterFacts facts) {
        Map<String, Object> document = of(facts.cluster());
        facts.pods().value().ifPresent(pods -> document.put("pods", pods));
        facts.claims()
                .value()
                .ifPresent(claims -> document.put(
                        "disks", claims.stream().map(Disks::inShort).toList()));
        facts.certificates()
                .value()
                .ifPresent(dates -> document.put(
                        "certificates",
                        dates.stream()
                                .map(date ->
                                        new TreeMap<>(Map.of("ends", date.ends().toString(), "secret", date.secret())))
                                .toList()));
        facts.events()
                .value()
                .ifPresent(events -> document.put(
                        "events", events.stream().map(StatusDocument::event).toList()));
        document.put("notShown", facts.unanswered());
        return document;
    }

    /** Returns what the resource itself says. */
    public static Map<String, Object> of(BeamCluster cluster) {
        var document = new LinkedHashMap<String, Object>();
        document.put("namespace", cluster.getMetadata().getNamespace());
        document.put("name", cluster.getMetadata().getName());
        document.put("health", Health.of(cluster).word());
        document.put("exitCode", Health.of(cluster).exitCode());
        document.put("next", NextSteps.of(cluster, Health.of(cluster)));
        if (cluster.getStatus() != null) {
            document.put("status", cluster.getStatus());
        }
        return document;
    }

    private static Map<String, Object> event(Event event) {
        var fields = new LinkedHashMap<String, Object>();
        String time = EventTimes.last(event);
        fields.put("time", time == null ? "" : time);
        fields.put("type", event.getType());
        fields.put("reason", event.getReason());
        fields.put("message", event.getMessage());
        return fields;
    }
}
