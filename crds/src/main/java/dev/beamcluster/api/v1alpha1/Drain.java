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

/** A function of the application's that is called on a node before it goes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Drain(
        @JsonPropertyDescription(
                "The module: chat_drain of Erlang, or Chat.Drain of Elixir (it starts with a capital letter).")
        @Required
        @Size(min = 1, max = 200)
        @Pattern("^[A-Za-z_][A-Za-z0-9_@]*(\\.[A-Za-z0-9_@]+)*$")
        String module,

        @JsonPropertyDescription("The function, of one argument: a map with the keys node (an atom: its own name) and"
                + " timeout (the milliseconds it has). It answers ok, or {error, Reason}; a node whose function fails, is not"
                + " there or takes too long is told of and goes all the same.")
        @Required
        @Size(min = 1, max = 200)
        @Pattern("^[a-z_][A-Za-z0-9_@]*[?!]?$")
        String function,

        @JsonPropertyDescription(
                "Seconds that it may take, 1 to 3600, default 60. The pod's grace period is made longer by"
                        + " as much.")
        @Default("60")
        @Min(1)
        @Max(3600)
        Integer timeoutSeconds) {

    public Drain {
        timeoutSeconds = Objects.requireNonNullElse(timeoutSeconds, 60);
    }
}
