package dev.beamcluster.api.v1alpha1;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The client Service: {@code spec.service}. Every field has the meaning that it has in a Service of Kubernetes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "self.type == 'LoadBalancer' || (!has(self.loadBalancerClass) && !has(self.loadBalancerSourceRanges))",
        message = "spec.service.loadBalancerClass and loadBalancerSourceRanges need type: LoadBalancer: remove them, or"
                + " set the type")
@ValidationRule(
        value = "self.type != 'ClusterIP' || !has(self.externalTrafficPolicy)",
        message = "spec.service.externalTrafficPolicy needs type: NodePort or LoadBalancer, because a ClusterIP gets no"
                + " traffic from outside: remove it, or set the type")
@ValidationRule(
        value = "self.type != 'LoadBalancer' || oldSelf.type != 'LoadBalancer'"
                + " || (has(self.loadBalancerClass) == has(oldSelf.loadBalancerClass)"
                + " && (!has(self.loadBalancerClass) || self.loadBalancerClass == oldSelf.loadBalancerClass))",
        message = "spec.service.loadBalancerClass cannot be changed while the type is LoadBalancer, because Kubernetes"
                + " does not move a load balancer to another class: set type: ClusterIP first, and then"
                + " LoadBalancer with the new class")
public record ServiceSettings(
        @JsonPropertyDescription(
                "ClusterIP (default), NodePort or LoadBalancer. A change keeps the cluster IP of the Service.")
        @Default("ClusterIP")
        Type type,

        @JsonPropertyDescription(
                "Annotations of the client Service alone, in addition to spec.childMetadata.annotations, for example those"
                        + " that a load balancer or a DNS controller reads. Keys in beamcluster.dev/ are reserved for the"
                        + " operator.")
        Map<String, String> annotations,

        @JsonPropertyDescription("Labels of the client Service alone, in addition to spec.childMetadata.labels. Keys in"
                + " beamcluster.dev/ and app.kubernetes.io/name, /instance and /managed-by are reserved for"
                + " the operator.")
        Map<String, String> labels,

        @JsonPropertyDescription(
                "Class of the load balancer, 1 to 253 characters; default: that of the Kubernetes cluster. It needs"
                        + " type: LoadBalancer, and cannot be changed while that is the type.")
        @Size(min = 1, max = 253)
        @Nullable
        String loadBalancerClass,

        @JsonPropertyDescription(
                "Addresses that the load balancer admits, as CIDRs, at most 50, for example 192.0.2.0/24; default: all."
                        + " Not every load balancer enforces them. They need type: LoadBalancer.")
        @Nullable
        List<@Size(min = 1, max = 50) @Pattern("^[0-9a-fA-F.:]+/[0-9]{1,3}$") String> loadBalancerSourceRanges,

        @JsonPropertyDescription(
                "Whether traffic from outside goes to any ready node (Cluster), or only to those on the Kubernetes node"
                        + " that it reaches, which keeps the address of the client (Local). Default: that of"
                        + " Kubernetes, Cluster. It needs type: NodePort or LoadBalancer.")
        @Nullable
        TrafficPolicy externalTrafficPolicy,

        @JsonPropertyDescription(
                "Whether traffic from inside the Kubernetes cluster goes to any ready node (Cluster), or only to those on"
                        + " the Kubernetes node of the client (Local). Default: that of Kubernetes, Cluster.")
        @Nullable
        TrafficPolicy internalTrafficPolicy,

        @JsonPropertyDescription(
                "ClientIP keeps a client at one node for as long as Kubernetes remembers it, three hours by default."
                        + " Default: that of Kubernetes, None.")
        @Nullable
        SessionAffinity sessionAffinity) {

    public ServiceSettings {
        type = Objects.requireNonNullElse(type, Type.ClusterIP);
        annotations = annotations == null ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
        labels = labels == null ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        loadBalancerSourceRanges = loadBalancerSourceRanges == null ? List.of() : List.copyOf(loadBalancerSourceRanges);
    }

    @Override
    public List<String> loadBalancerSourceRanges() {
        return Objects.requireNonNull(loadBalancerSourceRanges);
    }

    /** From where clients can reach the Service. */
    public enum Type {
        ClusterIP,
        NodePort,
        LoadBalancer
    }

    /** To which nodes traffic goes. */
    public enum TrafficPolicy {
        Cluster,
        Local
    }

    /** Whether a client stays at one node. */
    public enum SessionAffinity {
        None,
        ClientIP
    }
}
