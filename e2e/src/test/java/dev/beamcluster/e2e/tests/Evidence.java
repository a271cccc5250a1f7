package dev.beamcluster.e2e.tests;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.audit.ApiServerLog;
import dev.beamcluster.audit.AuditFilter;
import dev.beamcluster.audit.AuditJson;
import dev.beamcluster.audit.AuditReader;
import dev.beamcluster.audit.Trail;
import dev.beamcluster.e2e.harness.ApiServerAudit;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.picture.MeshModel;
import dev.beamcluster.picture.MeshNotation;

/**
 * What the report of the run shows of a test's namespace, whether or not the test failed: files by name, without empty ones.
 *
 * @param start when the test started
 */
record Evidence(TestNamespace namespace, Instant start) {

    /** The BeamClusters as the test found them. */
    Map<String, String> before() {
        return Map.of("beamclusters-before.yaml", orWhy(() -> yaml(beamClusters())));
    }

    /**
     * The BeamClusters as the test left them, their meshes, all events, and what the operator's log and the audit trail say about this
     * namespace.
     *
     * @param operatorLog all lines since the test started
     */
    Map<String, String> after(List<String> operatorLog, ApiServerAudit apiServer) {
        var files = new LinkedHashMap<String, String>();
        files.put("beamclusters-after.yaml", orWhy(() -> {
            var found = beamClusters();
            found.forEach(cluster -> meshOf(cluster)
                    .ifPresent(mesh -> files.put("mesh-" + cluster.getMetadata().getName() + ".svg", mesh)));
            return yaml(found);
        }));
        files.put("events.txt", orWhy(this::events));
        files.put("operator.log", linesAbout(namespace.name(), operatorLog));
        files.put("audit.jsonl", orWhy(() -> trail(operatorLog, apiServer)));
        return files;
    }

    private List<BeamCluster> beamClusters() {
        return namespace
                .cluster()
                .client()
                .resources(BeamCluster.class)
                .inNamespace(namespace.name())
                .list()
                .getItems();
    }

    private static String yaml(List<BeamCluster> clusters) {
        return clusters.stream()
                .map(cluster -> {
                    cluster.getMetadata().setManagedFields(List.of());
                    return Serialization.asYaml(cluster);
                })
                .collect(Collectors.joining());
    }

    private static Optional<String> meshOf(BeamCluster cluster) {
        var mesh = MeshModel.of(cluster.getStatus());
        return mesh.nodes().isEmpty() ? Optional.empty() : Optional.of(MeshNotation.svg.draw(mesh));
    }

    private String events() {
        return namespace
                .cluster()
                .client()
                .events()
                .v1()
                .events()
                .inNamespace(namespace.name())
                .list()
                .getItems()
                .stream()
                .sorted(Comparator.comparing(Evidence::time))
                .map(event -> "%s %s %s/%s %s: %s%n"
                        .formatted(
                                time(event),
                                event.getType(),
                                event.getRegarding().getKind(),
                                event.getRegarding().getName(),
                                event.getReason(),
                                event.getNote()))
                .collect(Collectors.joining());
    }

    /** Some writers of events fill only the fields of the older API. */
    private static String time(Event event) {
        return event.getEventTime() != null
                ? event.getEventTime().getTime()
                : Objects.requireNonNullElse(event.getDeprecatedLastTimestamp(), "");
    }

    /** Lines for people with the name in them, and the lines of an exception that follow one of them. */
    static String linesAbout(String name, List<String> log) {
        var about = new ArrayList<String>();
        var isAbout = false;
        for (String line : log) {
            if (!AuditReader.isAudit(line)) {
                isAbout = startsEntry(line) ? line.contains(name) : isAbout || line.contains(name);
                if (isAbout) {
                    about.add(line);
                }
            }
        }
        return String.join("\n", about);
    }

    private static boolean startsEntry(String line) {
        return !line.isEmpty() && Character.isDigit(line.charAt(0));
    }

    private String trail(List<String> operatorLog, ApiServerAudit apiServer) throws TimeoutException {
        var own = operatorLog.stream()
                .filter(line -> AuditReader.isAudit(line) && line.contains(namespace.name()))
                .toList();
        var since = new AuditFilter(Optional.empty(), false, Optional.empty(), Optional.of(start));
        var asked = new ApiServerLog(apiServer.of(namespace.name(), start), List.of(), 0);
        return Trail.of(own, asked, since, List.of()).entries().stream()
                .map(AuditJson::text)
                .collect(Collectors.joining("\n"));
    }

    @FunctionalInterface
    private interface Collected {
        String get() throws TimeoutException;
    }

    /** Evidence does not decide whether a test passes: one that took the API server away has less of it. */
    private static String orWhy(Collected what) {
        try {
            return what.get();
        } catch (KubernetesClientException | IllegalStateException | TimeoutException e) {
            return "could not be read: " + e.getMessage();
        }
    }
}
