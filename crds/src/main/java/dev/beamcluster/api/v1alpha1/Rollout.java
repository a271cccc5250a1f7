package dev.beamcluster.api.v1alpha1;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How nodes are replaced, and taken away. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Rollout(
        @JsonPropertyDescription("What the next node waits for. Mesh (default): the replaced one is ready at the new"
                + " revision and every link of the mesh is verified again. Pods: it is ready, as with a bare StatefulSet; for"
                + " a mesh that cannot be whole until all are replaced.")
        @Default("Mesh")
        Gate gate,

        @JsonPropertyDescription(
                "Seconds that a rollout or a scale-down may wait for one node before Stalled tells of it,"
                        + " 10 to 86400, default 600. Nothing is given up: it goes on as soon as the mesh is whole.")
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

    /** What the next node waits for. */
    public enum Gate {
        Mesh,
        Pods
    }
}
