package dev.beamcluster.api.v1alpha1;

import java.util.List;
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
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import org.jspecify.annotations.Nullable;

/** The nodes that a user wants: how many, from which image, and how they find each other. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "!has(self.ports) || !has(self.distribution) || !has(self.distribution.ports)"
                + " || self.ports.all(p, (has(p.targetPort) ? p.targetPort : p.port) != 4369"
                + " && ((has(p.targetPort) ? p.targetPort : p.port) < self.distribution.ports.from"
                + " || (has(p.targetPort) ? p.targetPort : p.port) > self.distribution.ports.to))",
        message = "spec.ports must not use 4369, the port of epmd, or a port of spec.distribution.ports"
                + " (default 9100 to 9109), on which the nodes listen for each other: choose another port, or"
                + " move spec.distribution.ports")
@ValidationRule(
        value =
                "!has(self.ports) || self.ports.all(p, self.ports.exists_one(q, q.port == p.port && q.protocol == p.protocol))",
        message = "spec.ports must not contain the same port and protocol twice: choose another port for one of"
                + " them, or remove it (several ports may have the same targetPort)")
@ValidationRule(
        value = "!has(self.service) || (has(self.ports) && self.ports.size() > 0)",
        message =
                "spec.service needs at least one port in spec.ports, because without ports there is no client Service:"
                        + " add a port, or remove spec.service")
@ValidationRule(
        value = "!has(self.ports) || self.ports.all(p, !has(p.nodePort))"
                + " || (has(self.service) && self.service.type != 'ClusterIP')",
        message = "spec.ports[].nodePort needs spec.service.type: NodePort or LoadBalancer: set the type, or remove"
                + " nodePort")
@ValidationRule(
        value = "has(self.cookie) == has(oldSelf.cookie)",
        message = "spec.cookie cannot be added or removed later, because nodes with different cookies refuse"
                + " each other: create a new BeamCluster instead")
@ValidationRule(
        value = "has(self.storage) == has(oldSelf.storage)",
        message = "spec.storage cannot be added or removed later, because the nodes would leave their disks"
                + " behind: create a new BeamCluster instead")
@ValidationRule(
        value = "(has(self.node) && has(self.node.name)) == (has(oldSelf.node) && has(oldSelf.node.name))",
        message = "spec.node.name cannot be added or removed later, because running nodes keep their names:"
                + " create a new BeamCluster instead")
@ValidationRule(
        value = "(has(self.node) && has(self.node.address) ? self.node.address : 'DNS')"
                + " == (has(oldSelf.node) && has(oldSelf.node.address) ? oldSelf.node.address : 'DNS')",
        message = "spec.node.address cannot be changed, because running nodes keep their names: create a new"
                + " BeamCluster instead")
@ValidationRule(
        value = "!has(self.node) || !has(self.node.address) || self.node.address != 'PodIP' || !has(self.distribution)"
                + " || (!has(self.distribution.clusterDomain)"
                + " && (!has(self.distribution.tls) || self.distribution.tls.verification == 'Authority'))",
        message = "spec.node.address: PodIP gives the nodes no DNS names: remove"
                + " spec.distribution.clusterDomain, and set spec.distribution.tls.verification to Authority,"
                + " because no certificate can name an address that is not yet assigned")
@ValidationRule(
        value = "!has(self.node) || !has(self.node.address) || self.node.address != 'PodDNS' || (has(self.distribution)"
                + " && has(self.distribution.clusterDomain)"
                + " && (!has(self.distribution.tls) || self.distribution.tls.verification == 'Authority'))",
        message =
                "spec.node.address: PodDNS needs spec.distribution.clusterDomain, for example cluster.local, with which"
                        + " the names end, and with TLS verification: Authority, because no certificate can name an"
                        + " address that is not yet assigned")
@ValidationRule(
        value = "!has(self.node) || !has(self.node.address) || self.node.address != 'PodDNS' || self.release != 'Erl'",
        message = "spec.node.address: PodDNS is not possible with release: Erl, to which the operator passes the name,"
                + " because Kubernetes has no variable with the name of a pod's A record: use release: Custom, and"
                + " an image that computes its name")
@ValidationRule(
        value = "!has(self.env) || self.release != 'Mix'"
                + " || self.env.all(v, !(v.name in ['RELEASE_NODE', 'RELEASE_COOKIE', 'RELEASE_DISTRIBUTION']))",
        message = "spec.env cannot set RELEASE_NODE, RELEASE_COOKIE or RELEASE_DISTRIBUTION for release: Mix, because"
                + " the operator sets them: use spec.node and spec.cookie, or release: Custom for an image that names"
                + " itself")
@ValidationRule(
        value = "!has(self.env) || self.release != 'Relx'"
                + " || self.env.all(v, !(v.name in ['BEAM_COOKIE', 'RELX_COOKIE']))",
        message = "spec.env cannot set BEAM_COOKIE or RELX_COOKIE for release: Relx, because the operator sets them:"
                + " use spec.cookie, or release: Custom for an image with a cookie of its own")
public record BeamClusterSpec(
        @JsonPropertyDescription(
                "Number of nodes, 0 to 300, default 3. `kubectl scale` and a HorizontalPodAutoscaler set it"
                        + " too. The full mesh has replicas * (replicas - 1) directed links.")
        @Default("3")
        @Min(0)
        @Max(BeamClusterSpec.MAX_REPLICAS)
        @SpecReplicas
        Integer replicas,

        @JsonPropertyDescription(
                "Container image of the nodes, with a release or an Erlang program, 1 to 512 characters. Its"
                        + " ENTRYPOINT and CMD start the node, unchanged.")
        @Required
        @Size(min = 1, max = 512)
        @Pattern("^\\S+$")
        String image,

        @JsonPropertyDescription(
                "How the image takes its node name, its cookie and its flags. Mix (default): a release of"
                        + " `mix release`, from RELEASE_NODE, RELEASE_COOKIE and RELEASE_DISTRIBUTION. Relx: a release"
                        + " of rebar3 whose vm.args uses ${BEAM_NODE} and ${BEAM_COOKIE}. Erl: an image that starts"
                        + " `erl` without -name and -setcookie, from ERL_ZFLAGS and $HOME/.erlang.cookie. Custom: any"
                        + " other image, which gets only the variables that every kind gets: BEAM_POD, BEAM_NODE,"
                        + " BEAM_HOST, BEAM_COOKIE_FILE, BEAM_PORT_MIN, BEAM_PORT_MAX and BEAM_FLAGS (the flags of erl"
                        + " that spec.distribution needs). Use spec.env to pass them on under the names that the image"
                        + " reads, for example {name: MY_NODENAME, value: $(BEAM_NODE)}.")
        @Default("Mix")
        Release release,

        @JsonPropertyDescription("How the nodes are named.") @Nullable
        NodeNaming node,

        @JsonPropertyDescription(
                "Where the Erlang cookie comes from. Without it the operator generates one of 256 random"
                        + " bits, once, in the Secret NAME-cookie, and never changes it. Cannot be added or removed"
                        + " later.")
        @Nullable
        CookieSource cookie,

        @JsonPropertyDescription("Erlang's distribution, the protocol between the nodes.") @Default("{}")
        Distribution distribution,

        @JsonPropertyDescription("How the operator forms and verifies the mesh.") @Default("{}")
        Mesh mesh,

        @JsonPropertyDescription(
                "Ports of the application, at most 50. If there are any, a Service with the name of the"
                        + " BeamCluster leads to the ready nodes.")
        @Nullable
        List<Port> ports,

        @JsonPropertyDescription(
                "The client Service, which leads to spec.ports: its type, labels, annotations and traffic policies. It"
                        + " restarts no node. Default: a ClusterIP.")
        @Nullable
        ServiceSettings service,

        @JsonPropertyDescription(
                "Environment variables of the nodes, at most 200. They follow the operator's own, so a value"
                        + " may refer to those: $(BEAM_NODE). If ERL_AFLAGS or ERL_ZFLAGS has a plain value here, the"
                        + " operator appends its own flags to it (not for Custom). Variables that the operator sets to"
                        + " name a node and to pass its cookie, and flags of erl that break the mesh, such as -sname,"
                        + " are refused.")
        @Nullable
        List<EnvVar> env,

        @JsonPropertyDescription(
                "Compute resources of the container in which the node runs. Erlang derives its number of"
                        + " schedulers from a CPU limit; with one, the operator also turns off busy waiting (+sbwt"
                        + " none).")
        @Nullable
        Resources resources,

        @JsonPropertyDescription(
                "Changes to the pod template that the operator makes, applied as a strategic merge patch. The"
                        + " node runs in the container `beam`.")
        @Nullable
        PodTemplate template,

        @JsonPropertyDescription("When a node may be replaced. Nodes are replaced in descending order of ordinals,"
                + " spec.disruption.maxUnavailable at a time.")
        @Default("{}")
        Rollout rollout,

        @JsonPropertyDescription("A function of the application that the operator calls on a node before its pod stops,"
                + " whatever the reason: rollout, scale-down, eviction or deletion. Without it SIGTERM stops"
                + " the node, by init:stop().")
        @Nullable
        Drain drain,

        @JsonPropertyDescription("Persistent volumes of the nodes. Cannot be added or removed later.") @Nullable
        Storage storage,

        @JsonPropertyDescription("How many nodes may be unavailable at a time.") @Default("{}")
        Disruption disruption,

        @JsonPropertyDescription("Who may connect to the nodes.") @Default("{}")
        NetworkAccess networkPolicy,

        @JsonPropertyDescription(
                "Labels and annotations of the objects that the operator creates for this BeamCluster: Services,"
                        + " StatefulSet, NetworkPolicy, PodDisruptionBudget and, from its creation, the Secret with the"
                        + " cookie. A change restarts no node. Pods have theirs in spec.template.metadata, and claims"
                        + " none.")
        @Nullable
        ObjectMetadata childMetadata,

        @JsonPropertyDescription(
                "If true, the operator changes nothing, neither objects nor links, but still observes and"
                        + " reports. Default false.")
        @Default("false")
        Boolean paused) {

    /** The most nodes that a BeamCluster may have; the operator never applies more. */
    public static final int MAX_REPLICAS = 300;

    public BeamClusterSpec {
        replicas = Objects.requireNonNullElse(replicas, 3);
        release = Objects.requireNonNullElse(release, Release.Mix);
        distribution = Objects.requireNonNullElseGet(distribution, Distribution::standard);
        mesh = Objects.requireNonNullElseGet(mesh, Mesh::standard);
        rollout = Objects.requireNonNullElseGet(rollout, Rollout::standard);
        disruption = Objects.requireNonNullElseGet(disruption, () -> new Disruption(1));
        networkPolicy = Objects.requireNonNullElseGet(networkPolicy, () -> new NetworkAccess(true));
        paused = Objects.requireNonNullElse(paused, false);
        ports = ports == null ? List.of() : List.copyOf(ports);
        env = env == null ? List.of() : List.copyOf(env);
    }

    @Override
    public List<Port> ports() {
        return Objects.requireNonNull(ports);
    }

    @Override
    public List<EnvVar> env() {
        return Objects.requireNonNull(env);
    }

    /** How an image receives its node name, its cookie and its flags. */
    public enum Release {
        Mix,
        Relx,
        Erl,
        Custom
    }
}
