package dev.beamcluster.operator.metrics;

import java.io.IOException;

/** The metrics of each BeamCluster; docs/monitoring.md explains each. */
enum ClusterMetric {
    NODES_WANTED("beamcluster_nodes_wanted", MetricText.Type.GAUGE, "Nodes that the spec asks for."),
    NODES_READY(
            "beamcluster_nodes_ready",
            MetricText.Type.GAUGE,
            "Nodes that the spec asks for whose pod is ready and not terminating."),
    LINKS_EXPECTED("beamcluster_links_expected", MetricText.Type.GAUGE, "Directed links of the full mesh."),
    LINKS_ESTABLISHED(
            "beamcluster_links_established", MetricText.Type.GAUGE, "Directed links that the last round verified."),
    LINKS_MISSING("beamcluster_links_missing", MetricText.Type.GAUGE, "Directed links that are known to be missing."),
    ISLANDS(
            "beamcluster_islands",
            MetricText.Type.GAUGE,
            "Groups of nodes that are linked; 1 if the mesh holds together."),
    CONDITION("beamcluster_condition", MetricText.Type.GAUGE, "1 for the current status and reason of each condition."),
    ROUND_SECONDS("beamcluster_round_seconds", MetricText.Type.HISTOGRAM, "How long rounds took."),
    LOSS_REPORT_SECONDS(
            "beamcluster_loss_report_seconds",
            MetricText.Type.HISTOGRAM,
            "Time from the last round that verified a link to the report that it is missing."),
    LINKS_LOST(
            "beamcluster_links_lost_total",
            MetricText.Type.COUNTER,
            "Directed links that were verified and then missing."),
    LINKS_RESTORED(
            "beamcluster_links_restored_total",
            MetricText.Type.COUNTER,
            "Lost directed links that were verified again."),
    ATTEMPTS(
            "beamcluster_attempts_total",
            MetricText.Type.COUNTER,
            "Attempts of the operator to connect or disconnect two nodes."),
    DRAINS("beamcluster_drains_total", MetricText.Type.COUNTER, "Drains of nodes that ended."),
    ROLLOUT_STEPS(
            "beamcluster_rollout_steps_total",
            MetricText.Type.COUNTER,
            "Steps of rollouts and of changes of the size, by node."),
    NODE_RESTARTS(
            "beamcluster_node_restarts_total",
            MetricText.Type.COUNTER,
            "How often the container of the node was restarted in its pod."),
    CERTIFICATE_EXPIRATION(
            "beamcluster_certificate_expiration_timestamp_seconds",
            MetricText.Type.GAUGE,
            "When the first certificate of a chain expires, in seconds since 1970.");

    private final String text;
    private final MetricText.Type type;
    private final String help;

    ClusterMetric(String text, MetricText.Type type, String help) {
        this.text = text;
        this.type = type;
        this.help = help;
    }

    /** The name of the metric. */
    String text() {
        return text;
    }

    /** Begins the family. */
    void begin(MetricText out) throws IOException {
        out.family(text, type, help);
    }
}
