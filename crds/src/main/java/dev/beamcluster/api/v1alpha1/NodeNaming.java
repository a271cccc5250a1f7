package dev.beamcluster.api.v1alpha1;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How the nodes are named: {@code spec.node}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
// On the type, because the generator writes a rule on a record component twice, which server-side apply refuses.
@ValidationRule(
        value = "!has(self.name) || !has(oldSelf.name) || self.name == oldSelf.name",
        message = "spec.node.name cannot be changed, because running nodes keep their names: create a new"
                + " BeamCluster instead")
public record NodeNaming(
        @JsonPropertyDescription(
                "Part of the node name before the @, 1 to 50 letters, digits, '_' and '-', starting with a"
                        + " letter. Default: metadata.name. Cannot be changed.")
        @Size(min = 1, max = 50)
        @Pattern("^[A-Za-z][A-Za-z0-9_-]*$")
        @Nullable
        String name,

        @JsonPropertyDescription(
                "Part of the node name after the @. DNS (default): the stable DNS name of the pod, so that a"
                        + " replaced node keeps its name. PodIP: the IP address of the pod, for images that need it;"
                        + " every new pod is then a new node, and status shows the pod's name until it has an address."
                        + " PodDNS: the name of the pod's A record, 10-1-2-3.NAMESPACE.pod.DOMAIN, for images that compute"
                        + " it themselves; the operator then passes no name, and every new pod is a new node too. It needs"
                        + " spec.distribution.clusterDomain. Cannot be changed.")
        @Default("DNS")
        Address address) {

    public NodeNaming {
        address = Objects.requireNonNullElse(address, Address.DNS);
    }

    /** Returns the address of nodes with this naming, which may be absent. */
    public static Address addressOf(@Nullable NodeNaming naming) {
        return naming == null ? Address.DNS : naming.address();
    }

    /** What follows the @ in a node's name. */
    public enum Address {
        DNS,
        PodIP,
        PodDNS
    }
}
