package dev.beamcluster.api.v1alpha1;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How the operator forms and verifies the mesh. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Mesh(
        @JsonPropertyDescription(
                "Who connects the nodes. Operator (default): the operator, so the image needs no clustering"
                        + " library. Application: the image itself, and the operator only observes.")
        @Default("Operator")
        Formation formation,

        @JsonPropertyDescription(
                "What the operator does about a lost link if formation is Operator. Reconnect (default): it"
                        + " reconnects nodes that have disconnected from each other; a silent link that both ends still"
                        + " consider up is left to TCP and Erlang, so that no working link is touched. Reset: it also"
                        + " disconnects and reconnects such a link as soon as the network is known to be open again,"
                        + " which heals sooner, but OTP 25 and newer may drop a working link of a third node for a"
                        + " moment (prevent_overlapping_partitions). None: it connects only nodes that have not been"
                        + " connected since they started.")
        @Default("Reconnect")
        Healing healing,

        @JsonPropertyDescription(
                "Whether a silent link between two nodes retransmits every second, so that it works again a second after"
                        + " a cut, instead of after up to as long as the cut lasted; default true. The operator sets"
                        + " TCP_USER_TIMEOUT and TCP_RTO_MAX_MS on the sockets of new connections, if formation is"
                        + " Operator, healing is not None and the nodes run on Linux 6.15 or newer without"
                        + " spec.distribution.tls. False also resets open connections.")
        @Default("true")
        Boolean retransmitEverySecond,

        @JsonPropertyDescription("How often every link is verified, and how long the operator waits for an answer.")
        @Default("{}")
        Probe probe,

        @JsonPropertyDescription("What the nodes are asked about their VMs, for the metrics of the operator.")
        @Default("{}")
        Metrics metrics) {

    public Mesh {
        formation = Objects.requireNonNullElse(formation, Formation.Operator);
        healing = Objects.requireNonNullElse(healing, Healing.Reconnect);
        retransmitEverySecond = Objects.requireNonNullElse(retransmitEverySecond, true);
        probe = Objects.requireNonNullElseGet(probe, Probe::standard);
        metrics = Objects.requireNonNullElseGet(metrics, Metrics::standard);
    }

    /** What applies if a spec has no mesh. */
    static Mesh standard() {
        return new Mesh(Formation.Operator, Healing.Reconnect, true, Probe.standard(), Metrics.standard());
    }

    /** Who connects the nodes. */
    public enum Formation {
        Operator,
        Application
    }

    /** What the operator does about a lost link. */
    public enum Healing {
        Reconnect,
        Reset,
        None
    }

    /** How often every link is verified, and how long the operator waits for an answer. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Probe(
            @JsonPropertyDescription(
                    "Seconds from one probe round to the next, 1 to 300, default 1. A silent cut is detected"
                            + " within this time plus timeoutMillis.")
            @Default("1")
            @Min(1)
            @Max(300)
            Integer intervalSeconds,

            @JsonPropertyDescription(
                    "Milliseconds that a node may take to answer before the link counts as missing, 100 to 30000,"
                            + " default 900.")
            @Default("900")
            @Min(100)
            @Max(30000)
            Integer timeoutMillis) {

        public Probe {
            intervalSeconds = Objects.requireNonNullElse(intervalSeconds, 1);
            timeoutMillis = Objects.requireNonNullElse(timeoutMillis, 900);
        }

        static Probe standard() {
            return new Probe(1, 900);
        }
    }

    /** What the nodes are asked about their VMs, for the metrics of the operator. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metrics(
            @JsonPropertyDescription(
                    "Seconds from one sample of memory, processes and other figures of a node's VM to the next, 0 to"
                            + " 3600, default 15. A sample is three calls. It is taken after a probe round, so at most as"
                            + " often as these. 0: the nodes are not asked.")
            @Default("15")
            @Min(0)
            @Max(3600)
            Integer intervalSeconds) {

        private static final int INTERVAL = 15;

        public Metrics {
            intervalSeconds = Objects.requireNonNullElse(intervalSeconds, INTERVAL);
        }

        static Metrics standard() {
            return new Metrics(INTERVAL);
        }
    }
}
