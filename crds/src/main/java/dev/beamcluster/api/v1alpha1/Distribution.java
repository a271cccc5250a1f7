package dev.beamcluster.api.v1alpha1;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** Erlang's distribution: the protocol between the nodes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Distribution(
        @JsonPropertyDescription("The TCP ports on which a node may listen for other nodes. The first free one is taken"
                + " and told to epmd, on port 4369.")
        @Default("{}")
        Ports ports) {

    public Distribution {
        ports = Objects.requireNonNullElseGet(ports, () -> new Ports(9100, 9109));
    }

    /** A range of ports. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    @ValidationRule(
            value = "self.from < self.to && self.to - self.from < 1000",
            message = "spec.distribution.ports must be a range of 2 to 1000 ports, from < to: `bin/app remote` starts a"
                    + " second VM in the same pod, which listens on a port of its own")
    @ValidationRule(
            value = "self.to < 4369 || self.from > 4369",
            message = "spec.distribution.ports must not contain 4369, which is epmd's")
    public record Ports(
            @JsonPropertyDescription("The first port, 1024 to 65535, default 9100.")
            @Default("9100")
            @Min(1024)
            @Max(65535)
            Integer from,

            @JsonPropertyDescription("The last port, 1024 to 65535, default 9109.")
            @Default("9109")
            @Min(1024)
            @Max(65535)
            Integer to) {

        public Ports {
            from = Objects.requireNonNullElse(from, 9100);
            to = Objects.requireNonNullElse(to, 9109);
        }
    }
}
