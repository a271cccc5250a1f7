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
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Erlang's distribution, the protocol between the nodes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "self.epmd == oldSelf.epmd && self.ipFamily == oldSelf.ipFamily && has(self.tls) == has(oldSelf.tls)",
        message = "spec.distribution.epmd and ipFamily cannot be changed, and tls cannot be added or removed"
                + " later, because nodes that differ in them cannot connect to each other: create a new"
                + " BeamCluster instead")
@ValidationRule(
        value = "has(self.clusterDomain) == has(oldSelf.clusterDomain)"
                + " && (!has(self.clusterDomain) || self.clusterDomain == oldSelf.clusterDomain)",
        message = "spec.distribution.clusterDomain cannot be changed, because it is part of the names of"
                + " running nodes: create a new BeamCluster instead")
@ValidationRule(
        value = "self.epmd || self.ports.from == oldSelf.ports.from",
        message = "spec.distribution.ports.from cannot be changed without epmd, because every node expects its"
                + " peers on that port: create a new BeamCluster instead")
public record Distribution(
        @JsonPropertyDescription(
                "TCP ports on which nodes listen for their peers. With epmd a node takes the first free port"
                        + " and registers it with epmd, on port 4369; without epmd every node listens on the first"
                        + " port.")
        @Default("{}")
        Ports ports,

        @JsonPropertyDescription(
                "Whether nodes find the ports of their peers through epmd, the Erlang port mapper; default"
                        + " true. If false, no epmd is started, and every node listens on spec.distribution.ports.from"
                        + " (OTP 23.1 or newer). Cannot be changed.")
        @Default("true")
        Boolean epmd,

        @JsonPropertyDescription(
                "IP family of the connections between the nodes: IPv4 (default) or IPv6. IPv6 needs pods with"
                        + " an IPv6 address; with spec.node.address: PodIP it must be their first one. Cannot be"
                        + " changed.")
        @Default("IPv4")
        IpFamily ipFamily,

        @JsonPropertyDescription(
                "DNS domain of the Kubernetes cluster, 1 to 100 characters, for example cluster.local. With"
                        + " it the hosts of the node names are full, POD.NAME-nodes.NAMESPACE.svc.DOMAIN; without it"
                        + " they end with svc, and the DNS search path of the pods completes them. Needed if a"
                        + " certificate or the image uses the full host name, and with spec.node.address: PodDNS."
                        + " Cannot be changed.")
        @Size(min = 1, max = 100)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")
        @Nullable
        String clusterDomain,

        @JsonPropertyDescription(
                "Erlang's net_ticktime: a peer that has been silent for this many seconds, plus or minus a"
                        + " quarter, counts as down; 4 to 3600, default that of Erlang, 60. It must be the same on all"
                        + " nodes, so a change replaces them one by one.")
        @Min(4)
        @Max(3600)
        @Nullable
        Integer netTickTimeSeconds,

        @JsonPropertyDescription(
                "Encrypts the connections between the nodes and admits only nodes with a certificate. The"
                        + " release must include the applications ssl and public_key. Cannot be added or removed later.")
        @Nullable
        Tls tls) {

    public Distribution {
        ports = Objects.requireNonNullElseGet(ports, () -> new Ports(9100, 9109));
        epmd = Objects.requireNonNullElse(epmd, true);
        ipFamily = Objects.requireNonNullElse(ipFamily, IpFamily.IPv4);
    }

    /** The defaults. */
    public static Distribution standard() {
        return new Distribution(new Ports(9100, 9109), true, IpFamily.IPv4, null, null, null);
    }

    /** IP family of the connections between the nodes. */
    public enum IpFamily {
        IPv4,
        IPv6
    }

    /** Distribution over TLS. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Tls(
            @JsonPropertyDescription(
                    "Name of a Secret in the same namespace with the keys tls.crt, tls.key and ca.crt, as"
                            + " cert-manager creates it; the private key must not be encrypted. Renewed certificates take"
                            + " effect without a restart.")
            @Required
            @Size(min = 1, max = 253)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
            String secretName,

            @JsonPropertyDescription(
                    "Name of another such Secret, whose certificate the operator presents to the nodes; default:"
                            + " secretName. The ca.crt of the nodes must have signed the certificate.")
            @Size(min = 1, max = 253)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
            @Nullable
            String operatorSecretName,

            @JsonPropertyDescription(
                    "How nodes check a peer's certificate, which must be signed by ca.crt in any case. Host"
                            + " (default): it must name the host of the peer, POD.NAME-nodes.NAMESPACE.svc, followed by"
                            + " clusterDomain if that is set; one name for each pod, because Erlang accepts no wildcard."
                            + " Authority: no further check, so use an authority that signs for this cluster only."
                            + " spec.node.address: PodIP and PodDNS need Authority.")
            @Default("Host")
            Verification verification) {

        public Tls {
            Objects.requireNonNull(secretName);
            verification = Objects.requireNonNullElse(verification, Verification.Host);
        }
    }

    /** How nodes check a peer's certificate. */
    public enum Verification {
        Host,
        Authority
    }

    /** A range of TCP ports, both ends included. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    @ValidationRule(
            value = "self.from < self.to && self.to - self.from < 1000",
            message = "spec.distribution.ports must be a range of 2 to 1000 ports, with from less than to, because"
                    + " `bin/app remote` starts a second VM in the pod, which needs a port of its own")
    @ValidationRule(
            value = "self.to < 4369 || self.from > 4369",
            message = "spec.distribution.ports must not contain 4369, the port of epmd")
    public record Ports(
            @JsonPropertyDescription("First port, 1024 to 65535, default 9100.") @Default("9100") @Min(1024) @Max(65535)
            Integer from,

            @JsonPropertyDescription("Last port, 1024 to 65535, default 9109.") @Default("9109") @Min(1024) @Max(65535)
            Integer to) {

        public Ports {
            from = Objects.requireNonNullElse(from, 9100);
            to = Objects.requireNonNullElse(to, 9109);
        }
    }
}
