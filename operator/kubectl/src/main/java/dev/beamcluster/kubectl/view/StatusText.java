package dev.beamcluster.kubectl.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.picture.MeshModel;

/** The answer to what a person asks first about one BeamCluster. */
public final class StatusText {

    private static final int EVENTS = 5;

    private final ClusterFacts facts;
    private final BeamCluster cluster;
    private final Instant now;
    private final boolean isVerbose;
    private final Palette palette;

    private StatusText(ClusterFacts facts, Instant now, boolean isVerbose, Palette palette) {
        this.facts = facts;
        this.cluster = facts.cluster();
        this.now = now;
        this.isVerbose = isVerbose;
        this.palette = palette;
    }

    /**
     * Returns the text.
     *
     * @param isVerbose also every condition and the names of the nodes
     */
    public static String of(ClusterFacts facts, Instant now, boolean isVerbose, Palette palette) {
        return new StatusText(facts, now, isVerbose, palette).text();
    }

    private String text() {
        return Stream.of(
                        head(),
                        summary(),
                        isVerbose ? conditions() : "",
                        new NodeTable(facts, now, isVerbose).text(),
                        section(
                                "Warnings",
                                status().map(BeamClusterStatus::warnings).orElse(List.of())),
                        section("Events", events()),
                        section("Next", NextSteps.of(cluster, Health.of(cluster))),
                        section("Not shown", facts.unanswered()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private String head() {
        Health health = Health.of(cluster);
        String since = Conditions.find(cluster, "Ready")
                .map(ready -> " for " + Ages.since(ready.getLastTransitionTime(), now))
                .orElse("");
        String reason = Conditions.reason(cluster, "Ready");
        String message = Conditions.message(cluster, "Ready");
        return "%s/%s is %s%s%s%n%s"
                .formatted(
                        cluster.getMetadata().getNamespace(),
                        palette.bold(cluster.getMetadata().getName()),
                        palette.health(health, health.word()),
                        since,
                        reason.isEmpty() ? "" : " (" + reason + ")",
                        message.isEmpty() ? "" : message + "\n");
    }

    private String summary() {
        var lines = new ArrayList<String>();
        var spec = cluster.getSpec();
        lines.add(line("Image", spec.image() + status().map(this::versions).orElse("")));
        lines.add(line("Nodes", nodes()));
        lines.add(line("Links", MeshModel.of(cluster.getStatus()).counted() + islands()));
        lines.add(line("Rollout", rollout()));
        drains().ifPresent(text -> lines.add(line("Drains", text)));
        disks().ifPresent(text -> lines.add(line("Disks", text)));
        facts.certificates().value().orElse(List.of()).forEach(dates -> lines.add(line("TLS", ends(dates))));
        return String.join("", lines);
    }

    private static String line(String label, String text) {
        return "%-9s%s%n".formatted(label + ":", text);
    }

    private Optional<BeamClusterStatus> status() {
        return Optional.ofNullable(cluster.getStatus());
    }

    private String versions(BeamClusterStatus status) {
        String otp = status.summary() == null || status.summary().otp() == null
                ? ""
                : "   OTP " + status.summary().otp();
        String releases = status.nodes().stream()
                .map(NodeStatus::release)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
        return otp + (releases.isEmpty() ? "" : "   " + releases);
    }

    private String nodes() {
        String paused = cluster.getSpec().paused() ? "   paused: the operator changes nothing" : "";
        return status().map(BeamClusterStatus::summary)
                .map(summary -> summary.nodes() + " ready" + paused)
                .orElse(cluster.getSpec().replicas() + " wanted" + paused);
    }

    private String islands() {
        return status().map(BeamClusterStatus::mesh)
                .filter(mesh -> !mesh.islands().isEmpty())
                .map(mesh -> "   %d islands".formatted(mesh.islands().size()))
                .orElse("");
    }

    private String rollout() {
        return Conditions.find(cluster, "Reconciling")
                .map(condition -> condition.getReason() + ": " + condition.getMessage())
                .orElse("unknown");
    }

    private Optional<String> drains() {
        String draining = status().map(BeamClusterStatus::nodes).orElse(List.of()).stream()
                .filter(node -> "Draining".equals(node.reason()))
                .map(node -> node.pod() + " for " + Ages.since(node.since(), now))
                .collect(Collectors.joining(", "));
        return draining.isEmpty() ? Optional.empty() : Optional.of(draining);
    }

    private Optional<String> disks() {
        String disks = facts.claims().value().orElse(List.of()).stream()
                .map(Disks::inShort)
                .collect(Collectors.joining(", "));
        return disks.isEmpty() ? Optional.empty() : Optional.of(disks);
    }

    private String ends(CertificateDates dates) {
        boolean isOver = dates.ends().isBefore(now);
        return "%s, %s %s (%s)"
                .formatted(
                        dates.secret(),
                        isOver ? "ended" : "ends in",
                        isOver
                                ? Ages.since(dates.ends().toString(), now) + " ago"
                                : Ages.since(now.toString(), dates.ends()),
                        dates.ends());
    }

    private String conditions() {
        var table = new Table("CONDITION", "STATUS", "FOR", "REASON", "MESSAGE");
        for (Condition condition : status().map(BeamClusterStatus::conditions).orElse(List.of())) {
            table.row(
                    condition.getType(),
                    condition.getStatus(),
                    Ages.since(condition.getLastTransitionTime(), now),
                    condition.getReason(),
                    condition.getMessage());
        }
        return table.text();
    }

    private List<String> events() {
        List<String> all = facts.events().value().orElse(List.of()).stream()
                .map(event -> "%s  %s  %s"
                        .formatted(Ages.since(EventTimes.last(event), now), event.getReason(), event.getMessage()))
                .toList();
        return all.subList(Math.max(0, all.size() - EVENTS), all.size());
    }

    private static String section(String title, List<String> lines) {
        return lines.isEmpty()
                ? ""
                : title + ":\n" + lines.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
    }
}
