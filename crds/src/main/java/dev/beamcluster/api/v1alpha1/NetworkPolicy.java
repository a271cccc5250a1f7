package dev.beamcluster.api.v1alpha1;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** Who may talk to the nodes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record NetworkPolicy(
        @JsonPropertyDescription(
                "Whether the NetworkPolicy NAME exists; default true. It lets the nodes' own pods and"
                        + " the operator reach epmd and the distribution's ports, and anybody the ports in spec.ports and those that"
                        + " spec.template declares. Whoever reaches the distribution's ports and has the cookie can run any code.")
        @Default("true")
        Boolean enabled) {

    public NetworkPolicy {
        enabled = Objects.requireNonNullElse(enabled, true);
    }
}
