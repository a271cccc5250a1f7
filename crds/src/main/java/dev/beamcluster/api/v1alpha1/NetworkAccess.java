package dev.beamcluster.api.v1alpha1;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** Who may connect to the nodes: {@code spec.networkPolicy}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record NetworkAccess(
        @JsonPropertyDescription(
                "Whether the operator creates the NetworkPolicy NAME; default true. The policy lets only the"
                        + " nodes and the operator reach epmd and the distribution ports, and lets everyone reach the"
                        + " ports in spec.ports and those that spec.template declares. Anyone who can reach the"
                        + " distribution ports and knows the cookie can run code on every node.")
        @Default("true")
        Boolean enabled) {

    public NetworkAccess {
        enabled = Objects.requireNonNullElse(enabled, true);
    }
}
