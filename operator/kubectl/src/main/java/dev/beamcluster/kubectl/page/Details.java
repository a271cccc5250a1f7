package dev.beamcluster.kubectl.page;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.view.Health;
import dev.beamcluster.kubectl.view.NextSteps;

/**
 * What the page shows around the mesh.
 *
 * @param marks what happened, oldest first
 * @param next commands, and the place in the documentation; empty if all is well
 * @param revision the revision that is rolled out; null if that is not known
 * @param notShown why something is missing here, each cause once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Details(
        List<PodFacts> pods,
        List<Mark> marks,
        List<ConditionLine> conditions,
        List<String> warnings,
        List<String> next,
        @Nullable String revision,
        List<String> notShown) {

    /** A condition, as the operator wrote it. */
    public record ConditionLine(
            String type,
            String status,
            String reason,
            String message,
            @Nullable String since) {}

    /** Returns what is known of a BeamCluster. */
    public static Details of(BeamCluster cluster, Facts facts) {
        var status = cluster.getStatus();
        return new Details(
                facts.pods().value().orElse(List.of()).stream()
                        .map(PodFacts::of)
                        .toList(),
                Mark.of(cluster, facts.events().value().orElse(List.of())),
                status == null
                        ? List.of()
                        : status.conditions().stream()
                                .map(condition -> new ConditionLine(
                                        condition.getType(),
                                        condition.getStatus(),
                                        condition.getReason(),
                                        condition.getMessage(),
                                        condition.getLastTransitionTime()))
                                .toList(),
                status == null ? List.of() : status.warnings(),
                NextSteps.of(cluster, Health.of(cluster)),
                facts.revision().value().flatMap(found -> found).orElse(null),
                facts.unanswered());
    }
}
