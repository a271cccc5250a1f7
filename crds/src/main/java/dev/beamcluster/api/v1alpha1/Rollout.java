package dev.beamcluster.api.v1alpha1;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** When a node may be replaced or scaled down. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
// On the type, because the generator writes a rule on a record component twice, which server-side apply refuses.
@ValidationRule(
        value = "!has(self.minReadySeconds) || !has(self.timeoutSeconds) || self.minReadySeconds < self.timeoutSeconds",
        message = "spec.rollout.minReadySeconds must be less than spec.rollout.timeoutSeconds (default 600), or every"
                + " rollout would be stalled: lower it, or raise timeoutSeconds")
public record Rollout(
        @JsonPropertyDescription(
                "What must be true before the next node is replaced. Mesh (default): the replaced node is"
                        + " ready at the new revision, and every link of the mesh is verified again. Pods: the replaced"
                        + " node is ready, as with a plain StatefulSet; for a mesh that cannot be whole before all"
                        + " nodes are replaced.")
        @Default("Mesh")
        Gate gate,

        // No default in the schema: with a timeoutSeconds of an earlier release that is shorter, the stored object
        // would be invalid.
        @JsonPropertyDescription(
                "Seconds that a replaced node must stay ready, and with the gate Mesh also in the mesh, before"
                        + " the next node is replaced and before the rollout is over, 0 to 86399. Default 30, or one"
                        + " less than timeoutSeconds if that is at most 30. Less than timeoutSeconds. A container"
                        + " that ends, or a node that leaves the mesh, starts the time again.")
        @Min(0)
        @Max(86399)
        Integer minReadySeconds,

        @JsonPropertyDescription(
                "Seconds that a rollout or a scale-down may wait for a node, and that a pod may take to become"
                        + " ready, before Stalled becomes True, 10 to 86400, default 600. The operator does not give"
                        + " up: it continues as soon as the gate allows it.")
        @Default("600")
        @Min(10)
        @Max(86400)
        Integer timeoutSeconds,

        @JsonPropertyDescription(
                "A command that must succeed before the first pod of a new revision is created, also before the"
                        + " first start; usually the migration of a database. It runs in a Job with the image, the"
                        + " variables and the volumes of the nodes. Until it succeeds the nodes keep their revision.")
        @Nullable
        BeforeRollout before) {

    /** The default of {@code minReadySeconds}. */
    private static final int MIN_READY = 30;

    /** The default of {@code timeoutSeconds}. */
    private static final int TIMEOUT = 600;

    public Rollout {
        gate = Objects.requireNonNullElse(gate, Gate.Mesh);
        int patience = Objects.requireNonNullElse(timeoutSeconds, TIMEOUT);
        timeoutSeconds = patience;
        minReadySeconds = Objects.requireNonNullElseGet(minReadySeconds, () -> Math.min(MIN_READY, patience - 1));
    }

    /** The defaults. */
    public static Rollout standard() {
        return new Rollout(Gate.Mesh, MIN_READY, TIMEOUT, null);
    }

    /** What must be true before the next node is replaced. */
    public enum Gate {
        Mesh,
        Pods
    }
}
