package dev.beamcluster.api.v1alpha1;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** When a node may be replaced or scaled down. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Rollout(
        @JsonPropertyDescription(
                "What must be true before the next node is replaced. Mesh (default): the replaced node is"
                        + " ready at the new revision, and every link of the mesh is verified again. Pods: the replaced"
                        + " node is ready, as with a plain StatefulSet; for a mesh that cannot be whole before all"
                        + " nodes are replaced.")
        @Default("Mesh")
        Gate gate,

        @JsonPropertyDescription(
                "Seconds that a rollout or a scale-down may wait for a node before Stalled becomes True, 10"
                        + " to 86400, default 600. The operator does not give up: it continues as soon as the gate"
                        + " allows it.")
        @Default("600")
        @Min(10)
        @Max(86400)
        Integer timeoutSeconds) {

    public Rollout {
        gate = Objects.requireNonNullElse(gate, Gate.Mesh);
        timeoutSeconds = Objects.requireNonNullElse(timeoutSeconds, 600);
    }

    /** The defaults. */
    public static Rollout standard() {
        return new Rollout(Gate.Mesh, 600);
    }

    /** What must be true before the next node is replaced. */
    public enum Gate {
        Mesh,
        Pods
    }
}
