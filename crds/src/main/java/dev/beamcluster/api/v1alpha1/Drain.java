package dev.beamcluster.api.v1alpha1;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A function of the application that the operator calls on a node before its pod stops. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Drain(
        @JsonPropertyDescription(
                "Module of the function, for example chat_drain in Erlang or Chat.Drain in Elixir (starting"
                        + " with a capital letter); 1 to 200 characters.")
        @Required
        @Size(min = 1, max = 200)
        @Pattern("^[A-Za-z_][A-Za-z0-9_@]*(\\.[A-Za-z0-9_@]+)*$")
        String module,

        @JsonPropertyDescription(
                "Name of the function, 1 to 200 characters. It takes one argument, a map with the keys node"
                        + " (an atom, the name of its node) and timeout (the milliseconds that it has), and returns ok"
                        + " or {error, Reason}. If it fails, does not exist or takes too long, an event says so, and"
                        + " the node stops anyway.")
        @Required
        @Size(min = 1, max = 200)
        @Pattern("^[a-z_][A-Za-z0-9_@]*[?!]?$")
        String function,

        @JsonPropertyDescription(
                "Seconds that the function may take, 1 to 3600, default 60. The grace period of the pod is"
                        + " extended by it.")
        @Default("60")
        @Min(1)
        @Max(3600)
        Integer timeoutSeconds) {

    public Drain {
        timeoutSeconds = Objects.requireNonNullElse(timeoutSeconds, 60);
    }
}
