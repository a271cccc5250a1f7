package dev.beamcluster.api.v1alpha1;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** A command that must succeed before the first pod of a new revision is created. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "self.command.size() > 0 && self.command[0].size() > 0",
        message = "spec.rollout.before.command must name a program, for example [bin/chat, eval, Chat.Release.migrate]:"
                + " set it, or remove spec.rollout.before")
public record BeforeRollout(
        @JsonPropertyDescription(
                "Program and its arguments, at most 100 words of at most 4096 characters, instead of the"
                        + " ENTRYPOINT of spec.image; for example [bin/chat, eval, Chat.Release.migrate]. It runs in"
                        + " no node: variables that name a node are not set, and a command that uses one is refused.")
        @Required
        List<String> command,

        @JsonPropertyDescription("Further arguments, instead of the CMD of spec.image; at most 100 words of at most"
                + " 4096 characters.")
        List<String> args,

        @JsonPropertyDescription(
                "Seconds within which the Job must succeed, retries included, 1 to 86400, default 600. It is"
                        + " then stopped, and the rollout is stalled.")
        @Default("600")
        @Min(1)
        @Max(86400)
        Integer timeoutSeconds,

        @JsonPropertyDescription(
                "How often the command is run again after it failed, 0 to 10, default 0. A pod that Kubernetes"
                        + " evicts is replaced, and does not count.")
        @Default("0")
        @Min(0)
        @Max(10)
        Integer retries,

        @JsonPropertyDescription(
                "Whether the status and the events quote the end of the output of a command that failed, at"
                        + " most 1 KiB. Values of variables from Secrets are masked in it. Default true; set it to"
                        + " false if the command may print what readers of the BeamCluster must not see.")
        @Default("true")
        Boolean quoteOutput) {

    public BeforeRollout {
        command = command == null ? List.of() : List.copyOf(command);
        args = args == null ? List.of() : List.copyOf(args);
        timeoutSeconds = Objects.requireNonNullElse(timeoutSeconds, 600);
        retries = Objects.requireNonNullElse(retries, 0);
        quoteOutput = Objects.requireNonNullElse(quoteOutput, true);
    }
}
