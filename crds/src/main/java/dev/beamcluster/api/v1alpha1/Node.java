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

/** How the nodes are called. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
// On the type: the generator writes a rule on a record's component twice, which server-side apply refuses.
@ValidationRule(
        value = "!has(self.name) || !has(oldSelf.name) || self.name == oldSelf.name",
        message =
                "spec.node.name cannot be changed: the nodes that run have their names; make a new BeamCluster instead")
public record Node(
        @JsonPropertyDescription(
                "The part of the node name before the @: 1 to 50 letters, digits, '_' and '-', starting"
                        + " with a letter. Default: metadata.name. Cannot be changed.")
        @Size(min = 1, max = 50)
        @Pattern("^[A-Za-z][A-Za-z0-9_-]*$")
        @Nullable
        String name,

        @JsonPropertyDescription(
                "The part of the node name after the @. DNS (default): the pod's stable DNS name, so that a"
                        + " node that is replaced keeps its name. PodIP: the pod's address, for images that want it; every new pod"
                        + " is then a new node, and status shows the pod's name while it has none. Cannot be changed.")
        @Default("DNS")
        Address address) {

    public Node {
        address = Objects.requireNonNullElse(address, Address.DNS);
    }

    /** What a node's host is. */
    public enum Address {
        DNS,
        PodIP
    }
}
