package dev.beamcluster.api.v1alpha1;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How many nodes may be unavailable at a time. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Disruption(
        @JsonPropertyDescription(
                "How many nodes a rollout replaces at a time, and how many may be evicted at a time (`kubectl"
                        + " drain`), by the PodDisruptionBudget NAME; 1 to 300, default 1. With fewer than two replicas"
                        + " there is no budget, because it would block every drain of the Kubernetes node.")
        @Default("1")
        @Min(1)
        @Max(BeamClusterSpec.MAX_REPLICAS)
        Integer maxUnavailable) {

    public Disruption {
        maxUnavailable = Objects.requireNonNullElse(maxUnavailable, 1);
    }
}
