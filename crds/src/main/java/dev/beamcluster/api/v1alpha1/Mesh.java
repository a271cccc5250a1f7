package dev.beamcluster.api.v1alpha1;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How the mesh is formed and verified. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Mesh(
        @JsonPropertyDescription(
                "Who connects the nodes. Operator (default): the operator does, and connects again what"
                        + " the network gave back; the image needs no clustering library. Application: the image does, and the"
                        + " operator only watches.")
        @Default("Operator")
        Formation formation,

        @JsonPropertyDescription("What the operator does about a link that was lost, with formation Operator. Reconnect"
                + " (default): connects nodes again that let go of each other; a link that is silent and that both ends still"
                + " believe in is left to TCP and to Erlang, so that nothing that works is touched. Reset: also disconnects and"
                + " connects such a link as soon as the network is proved open again; sooner whole, but OTP 25 and newer may"
                + " drop a working link of a third node for a moment (prevent_overlapping_partitions). None: connects nodes"
                + " that have not met since they started, and nothing that was lost later.")
        @Default("Reconnect")
        Healing healing,

        @JsonPropertyDescription("How often and how patiently every link is verified.") @Default("{}")
        Probe probe) {

    public Mesh {
        formation = Objects.requireNonNullElse(formation, Formation.Operator);
        healing = Objects.requireNonNullElse(healing, Healing.Reconnect);
        probe = Objects.requireNonNullElseGet(probe, () -> new Probe(1, 1500));
    }

    /** Who connects the nodes. */
    public enum Formation {
        Operator,
        Application
    }

    /** What is done about a link that was lost. */
    public enum Healing {
        Reconnect,
        Reset,
        None
    }

    /** How often and how patiently every link is verified. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Probe(
            @JsonPropertyDescription("Seconds from one round to the next, 1 to 300, default 1. A silent cut is seen"
                    + " within this and the timeout.")
            @Default("1")
            @Min(1)
            @Max(300)
            Integer intervalSeconds,

            @JsonPropertyDescription(
                    "Milliseconds that a node may take to answer before the link counts as missing, 100"
                            + " to 30000, default 1500.")
            @Default("1500")
            @Min(100)
            @Max(30000)
            Integer timeoutMillis) {

        public Probe {
            intervalSeconds = Objects.requireNonNullElse(intervalSeconds, 1);
            timeoutMillis = Objects.requireNonNullElse(timeoutMillis, 1500);
        }
    }
}
