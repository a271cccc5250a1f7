package dev.beamcluster.kubectl.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.Summary;
import dev.beamcluster.kubectl.view.Conditions;
import dev.beamcluster.kubectl.view.Health;

/**
 * A BeamCluster in the list of all.
 *
 * @param health {@code whole}, {@code not whole} or {@code unknown}
 * @param since when it became so, in RFC 3339 format
 * @param reason the reason of Ready
 * @param message the message of Ready
 * @param nodes ready and wanted pods, such as {@code 3/3}; {@code ?} if the operator has not reported
 * @param links verified and expected directed links; {@code ?} until the mesh has been probed
 * @param islands how many; {@code ?} until the mesh has been probed
 * @param rollout the reason of Reconciling
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterRow(
        String namespace,
        String name,
        String health,
        @Nullable String since,
        String reason,
        String message,
        String nodes,
        String links,
        String islands,
        @Nullable String otp,
        String image,
        String rollout,
        boolean paused,
        @Nullable String created) {

    private static final String UNKNOWN = "?";

    /** Returns what its status says. */
    public static ClusterRow of(BeamCluster cluster) {
        @Nullable
        Summary summary =
                cluster.getStatus() == null ? null : cluster.getStatus().summary();
        return new ClusterRow(
                cluster.getMetadata().getNamespace(),
                cluster.getMetadata().getName(),
                Health.of(cluster).word(),
                Conditions.find(cluster, "Ready")
                        .map(Condition::getLastTransitionTime)
                        .orElse(null),
                Conditions.reason(cluster, "Ready"),
                Conditions.message(cluster, "Ready"),
                summary == null ? UNKNOWN : summary.nodes(),
                summary == null ? UNKNOWN : summary.links(),
                summary == null ? UNKNOWN : summary.islands(),
                summary == null ? null : summary.otp(),
                cluster.getSpec().image(),
                Conditions.reason(cluster, "Reconciling"),
                cluster.getSpec().paused(),
                cluster.getMetadata().getCreationTimestamp());
    }
}
