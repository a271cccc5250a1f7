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

/** Erlang's distribution: the protocol between the nodes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "self.epmd == oldSelf.epmd && self.ipFamily == oldSelf.ipFamily && has(self.tls) == has(oldSelf.tls)",
        message =
                "spec.distribution.epmd, .ipFamily and .tls cannot be switched later: nodes of the one kind do not find"
                        + " or do not understand nodes of the other; make a new BeamCluster instead")
@ValidationRule(
        value = "has(self.clusterDomain) == has(oldSelf.clusterDomain)"
                + " && (!has(self.clusterDomain) || self.clusterDomain == oldSelf.clusterDomain)",
        message =
                "spec.distribution.clusterDomain cannot be changed: it is a part of the names of the nodes that run; make"
                        + " a new BeamCluster instead")
@ValidationRule(
        value = "self.epmd || self.ports.from == oldSelf.ports.from",
        message =
                "spec.distribution.ports.from cannot be changed without epmd: every node expects every other one on that"
                        + " port; make a new BeamCluster instead")
public record Distribution(
        @JsonPropertyDescription(
                "The TCP ports on which a node may listen for other nodes. With epmd the first free one is"
                        + " taken and told to epmd, on port 4369; without it every node listens on the first.")
        @Default("{}")
        Ports ports,

        @JsonPropertyDescription(
                "Whether epmd, the Erlang port mapper, tells nodes their peers' ports; default true. False:"
                        + " no epmd is started, and every node is expected on spec.distribution.ports.from (OTP 23.1 or newer)."
                        + " Cannot be changed.")
        @Default("true")
        Boolean epmd,

        @JsonPropertyDescription(
                "IPv4 (default) or IPv6: what the nodes speak to each other. IPv6 wants pods that have such"
                        + " an address, with address PodIP as their first. Cannot be changed.")
        @Default("IPv4")
        IpFamily ipFamily,

        @JsonPropertyDescription(
                "The DNS domain of the Kubernetes cluster, for example cluster.local. With it the nodes'"
                        + " hosts are full names, POD.SERVICE.NAMESPACE.svc.DOMAIN; without it they end at svc and the pods' search"
                        + " path completes them. Wanted where a certificate names the full host. Cannot be changed.")
        @Size(min = 1, max = 100)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")
        @Nullable
        String clusterDomain,

        @JsonPropertyDescription("Seconds after which Erlang gives up a peer that is silent, give or take a quarter:"
                + " net_ticktime, 4 to 3600; without it Erlang's own, 60. Must be the same on all nodes, so a change"
                + " replaces them one by one.")
        @Min(4)
        @Max(3600)
        @Nullable
        Integer netTickTimeSeconds,

        @JsonPropertyDescription(
                "Encrypts what the nodes say to each other, and lets only nodes with a certificate in. The"
                        + " image's release must contain the applications ssl and public_key.")
        @Nullable
        Tls tls) {

    public Distribution {
        ports = Objects.requireNonNullElseGet(ports, () -> new Ports(9100, 9109));
        epmd = Objects.requireNonNullElse(epmd, true);
        ipFamily = Objects.requireNonNullElse(ipFamily, IpFamily.IPv4);
    }

    /** What a spec without the field means. */
    public static Distribution standard() {
        return new Distribution(new Ports(9100, 9109), true, IpFamily.IPv4, null, null, null);
    }

    /** Which Internet Protocol. */
    public enum IpFamily {
        IPv4,
        IPv6
    }

    /** Distribution over TLS. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Tls(
            @JsonPropertyDescription(
                    "The name of a Secret in the same namespace with the keys tls.crt, tls.key and ca.crt,"
                            + " as cert-manager writes it; the key is not encrypted. Renewed certificates are taken up without a"
                            + " restart.")
            @Required
            @Size(min = 1, max = 253)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
            String secretName,

            @JsonPropertyDescription(
                    "The name of another such Secret, with which the operator connects to the nodes; without"
                            + " it the operator uses the nodes' own. The nodes' ca.crt must have signed its certificate.")
            @Size(min = 1, max = 253)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
            @Nullable
            String operatorSecretName,

            @JsonPropertyDescription(
                    "What is checked of a peer's certificate besides that ca.crt signed it. Host (default):"
                            + " that it names the peer's host, POD.SERVICE.NAMESPACE.svc or with the clusterDomain; one entry a pod,"
                            + " since Erlang takes no wildcard. Authority: nothing more, so use an authority of the cluster's own."
                            + " Address PodIP wants Authority.")
            @Default("Host")
            Verification verification) {

        public Tls {
            Objects.requireNonNull(secretName);
            verification = Objects.requireNonNullElse(verification, Verification.Host);
        }
    }

    /** What is checked of a peer's certificate. */
    public enum Verification {
        Host,
        Authority
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
