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
import org.jspecify.annotations.Nullable;

/** A port of the application, which the client Service exposes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Port(
        @JsonPropertyDescription(
                "Name of the port, unique, 1 to 15 lower-case letters, digits and '-', with at least one" + " letter.")
        @Required
        @Size(min = 1, max = 15)
        @Pattern("^[a-z0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*$")
        String name,

        @JsonPropertyDescription("Port of the Service, 1 to 65535, unique together with protocol.")
        @Required
        @Min(1)
        @Max(65535)
        Integer port,

        @JsonPropertyDescription("Port on which the node listens, 1 to 65535; default: port.")
        @Min(1)
        @Max(65535)
        @Nullable
        Integer targetPort,

        @JsonPropertyDescription("Transport protocol: TCP (default), UDP or SCTP.") @Default("TCP")
        Protocol protocol,

        @JsonPropertyDescription(
                "Application protocol, as appProtocol in a Service, for example http or kubernetes.io/ws.")
        @Size(min = 1, max = 253)
        @Nullable
        String appProtocol,

        @JsonPropertyDescription(
                "Port of every Kubernetes node that leads to this port of the Service, 1 to 65535, within the range of the"
                        + " Kubernetes cluster, usually 30000 to 32767. Default: one that Kubernetes chooses, and keeps."
                        + " It needs spec.service.type: NodePort or LoadBalancer.")
        @Min(1)
        @Max(65535)
        @Nullable
        Integer nodePort) {

    public Port {
        protocol = Objects.requireNonNullElse(protocol, Protocol.TCP);
    }

    /** The port that the node listens on. */
    public int target() {
        return targetPort == null ? port : targetPort;
    }

    /** The transport protocol. */
    public enum Protocol {
        TCP,
        UDP,
        SCTP
    }
}
