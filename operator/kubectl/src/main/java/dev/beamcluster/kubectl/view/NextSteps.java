package dev.beamcluster.kubectl.view;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/** Where to look next, by the reason of Ready. What is wrong, and what to do about it, says the message of the condition. */
public final class NextSteps {

    private static final String DOCS = "docs/conditions.md#";

    private NextSteps() {}

    /** Returns commands and the place in the documentation; none if all is well. */
    public static List<String> of(BeamCluster cluster, Health health) {
        if (health == Health.WHOLE) {
            return List.of();
        }
        String name = cluster.getMetadata().getName();
        String reason = Conditions.reason(cluster, "Ready");
        if (reason.isEmpty()) {
            return List.of("no operator has reported about it yet: kubectl beam version");
        }
        return Stream.concat(
                        commands(reason).stream().map(command -> "kubectl beam " + command.formatted(name)),
                        Stream.of(DOCS + reason.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static List<String> commands(String reason) {
        return switch (reason) {
            case "LinksMissing", "Partitioned", "DnsFailure", "HiddenNode" -> List.of("mesh %s", "verify %s");
            case "OperatorCannotReachNodes", "ProbeStale" -> List.of("verify %s", "version");
            case "ReconcileFailed" -> List.of("version");
            case "PodsFailing", "NodesUnreachable", "PodsNotReady" -> List.of("logs %s --previous", "history %s");
            case "RolloutInProgress", "RolloutStalled", "RolloutWaitsForMesh", "RolloutWaitsForJob" ->
                List.of("history %s");
            case "SpecNotApplied" -> List.of("status %s -v");
            default -> List.of();
        };
    }
}
