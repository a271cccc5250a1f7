package dev.beamcluster.kubectl.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Pod;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;

/** The nodes of a BeamCluster, and below the table what is wrong with each. */
final class NodeTable {

    private final ClusterFacts facts;
    private final Instant now;
    private final boolean isVerbose;

    NodeTable(ClusterFacts facts, Instant now, boolean isVerbose) {
        this.facts = facts;
        this.now = now;
        this.isVerbose = isVerbose;
    }

    String text() {
        @Nullable BeamClusterStatus status = facts.cluster().getStatus();
        List<NodeStatus> nodes = status == null ? List.of() : status.nodes();
        var heads = new ArrayList<>(
                List.of("NODE", "STATE", "FOR", "REASON", "POD", "RESTARTS", "OTP", "RELEASE", "KUBERNETES NODE"));
        if (isVerbose) {
            heads.addAll(List.of("REVISION", "NAME"));
        }
        var table = new Table(heads.toArray(String[]::new));
        nodes.forEach(node -> table.row(cells(node).toArray(String[]::new)));
        return table.isEmpty() ? "" : table.text() + messages(nodes);
    }

    private List<String> cells(NodeStatus node) {
        Optional<Pod> pod = pod(node.pod());
        var cells = new ArrayList<>(List.of(
                node.pod(),
                node.state().name(),
                Ages.since(node.since(), now),
                orDash(node.reason()),
                pod.map(Pods::phase).orElse("-"),
                pod.flatMap(Pods::container)
                        .map(container -> String.valueOf(container.getRestartCount()))
                        .orElse("-"),
                orDash(node.otpRelease()),
                orDash(node.release()),
                pod.map(found -> orDash(found.getSpec().getNodeName())).orElse("-")));
        if (isVerbose) {
            cells.addAll(List.of(orDash(node.revision()), node.node()));
        }
        return cells;
    }

    private static String messages(List<NodeStatus> nodes) {
        var lines = new StringBuilder();
        nodes.stream()
                .filter(node -> node.message() != null)
                .forEach(node -> lines.append("  ")
                        .append(node.pod())
                        .append(": ")
                        .append(node.message())
                        .append('\n'));
        return lines.toString();
    }

    private Optional<Pod> pod(String name) {
        return facts.pods().value().orElse(List.of()).stream()
                .filter(pod -> pod.getMetadata().getName().equals(name))
                .findFirst();
    }

    private static String orDash(@Nullable String text) {
        return Objects.requireNonNullElse(text, "-");
    }
}
