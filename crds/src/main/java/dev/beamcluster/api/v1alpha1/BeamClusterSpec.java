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

/** What a user wants: how many nodes of which image, and how they find each other. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "!has(self.ports) || !has(self.distribution) || !has(self.distribution.ports)"
                + " || self.ports.all(p, (has(p.targetPort) ? p.targetPort : p.port) != 4369"
                + " && ((has(p.targetPort) ? p.targetPort : p.port) < self.distribution.ports.from"
                + " || (has(p.targetPort) ? p.targetPort : p.port) > self.distribution.ports.to))",
        message = "spec.ports uses a port that Erlang's distribution needs: 4369 is epmd's, and spec.distribution.ports"
                + " (default 9100 to 9109) are the nodes'; choose another port, or move spec.distribution.ports")
@ValidationRule(
        value =
                "!has(self.ports) || self.ports.all(p, self.ports.exists_one(q, q.port == p.port && q.protocol == p.protocol))",
        message =
                "spec.ports has the same port and protocol twice; a Service has each once: give one of them another port, or"
                        + " leave it out (several may have the same targetPort)")
@ValidationRule(
        value = "has(self.cookie) == has(oldSelf.cookie)",
        message = "spec.cookie cannot be added or removed later: nodes with different cookies refuse each other; make a"
                + " new BeamCluster instead")
@ValidationRule(
        value = "has(self.storage) == has(oldSelf.storage)",
        message =
                "spec.storage cannot be added or removed later: a node would leave its disk behind; make a new BeamCluster"
                        + " instead")
@ValidationRule(
        value = "(has(self.node) && has(self.node.name)) == (has(oldSelf.node) && has(oldSelf.node.name))",
        message = "spec.node.name cannot be added or removed later: the nodes that run have their names; make a new"
                + " BeamCluster instead")
@ValidationRule(
        value = "(has(self.node) && has(self.node.address) ? self.node.address : 'DNS')"
                + " == (has(oldSelf.node) && has(oldSelf.node.address) ? oldSelf.node.address : 'DNS')",
        message =
                "spec.node.address cannot be changed: the nodes that run have their names; make a new BeamCluster instead")
@ValidationRule(
        value = "!has(self.node) || !has(self.node.address) || self.node.address != 'PodIP' || !has(self.distribution)"
                + " || (!has(self.distribution.clusterDomain)"
                + " && (!has(self.distribution.tls) || self.distribution.tls.verification == 'Authority'))",
        message = "spec.node.address PodIP has no DNS name: leave out spec.distribution.clusterDomain, and set"
                + " spec.distribution.tls.verification to Authority, since no certificate can name an address that is not"
                + " yet given")
public record BeamClusterSpec(
        @JsonPropertyDescription("How many nodes: 0 to 300, default 3. Also set by `kubectl scale` and by a"
                + " HorizontalPodAutoscaler. Read by the StatefulSet; the mesh has replicas * (replicas - 1) directed"
                + " links.")
        @Default("3")
        @Min(0)
        @Max(300)
        @SpecReplicas
        Integer replicas,

        @JsonPropertyDescription("The image that a node runs, with a release or an Erlang program that starts by"
                + " itself. Its CMD or ENTRYPOINT is used as it is.")
        @Required
        @Size(min = 1, max = 512)
        @Pattern("^\\S+$")
        String image,

        @JsonPropertyDescription("How the image takes its node name and its cookie. Mix (default): an Elixir release of"
                + " `mix release`, by RELEASE_NODE, RELEASE_COOKIE and RELEASE_DISTRIBUTION. Relx: an Erlang release of"
                + " rebar3, whose vm.args names ${BEAM_NODE} and ${BEAM_COOKIE}. Erl: an image that starts `erl` without"
                + " -name and -setcookie, by ERL_AFLAGS and $HOME/.erlang.cookie. Custom: any other; it gets only the"
                + " variables that every kind gets: BEAM_NODE, BEAM_HOST, BEAM_COOKIE_FILE, BEAM_PORT_MIN,"
                + " BEAM_PORT_MAX and BEAM_FLAGS, the flags of erl that spec.distribution asks for; to be named in spec.env,"
                + " for example {name: MY_NODENAME, value: $(BEAM_NODE)}.")
        @Default("Mix")
        Release release,

        @JsonPropertyDescription("How the nodes are called.") @Nullable
        Node node,

        @JsonPropertyDescription("Where the cookie comes from. Without it the operator makes one of 256 random bits,"
                + " once, in the Secret NAME-cookie, and never rewrites it.")
        @Nullable
        CookieSource cookie,

        @JsonPropertyDescription("Erlang's distribution: the protocol between the nodes.") @Default("{}")
        Distribution distribution,

        @JsonPropertyDescription("How the mesh is formed and verified.") @Default("{}")
        Mesh mesh,

        @JsonPropertyDescription("The application's own ports. When there are any, a Service with the name of the"
                + " BeamCluster leads to the nodes that are ready.")
        @Nullable
        List<Port> ports,

        @JsonPropertyDescription(
                "Environment variables of the nodes, after the operator's own, so that a value may name"
                        + " one of them: $(BEAM_NODE). ERL_AFLAGS and ERL_ZFLAGS given here as a value are kept, with the"
                        + " operator's flags behind them.")
        @Nullable
        List<EnvVar> env,

        @JsonPropertyDescription(
                "Compute resources of a node's container. Erlang honours a CPU limit when it counts its"
                        + " schedulers.")
        @Nullable
        Resources resources,

        @JsonPropertyDescription("Laid over the pod template that the operator makes, by strategic merge. The container"
                + " `beam` is the node.")
        @Nullable
        PodTemplate template,

        @JsonPropertyDescription(
                "How nodes are replaced: one at a time, highest ordinal first, and only while the mesh is" + " whole.")
        @Default("{}")
        Rollout rollout,

        @JsonPropertyDescription(
                "A function of the application's that is called on a node before it goes, whatever takes it:"
                        + " a rollout, a scale-down, an eviction or a deleted pod. Without it a node is stopped by SIGTERM, which is"
                        + " init:stop().")
        @Nullable
        Drain drain,

        @JsonPropertyDescription("Disks of the nodes.") @Nullable
        Storage storage,

        @JsonPropertyDescription("How many nodes may be missing on purpose.") @Default("{}")
        Disruption disruption,

        @JsonPropertyDescription("Who may talk to the nodes.") @Default("{}")
        NetworkPolicy networkPolicy,

        @JsonPropertyDescription(
                "True: the operator changes nothing, neither objects nor links, and still observes and tells"
                        + " everything. Default false.")
        @Default("false")
        Boolean paused) {

    public BeamClusterSpec {
        replicas = Objects.requireNonNullElse(replicas, 3);
        release = Objects.requireNonNullElse(release, Release.Mix);
        distribution = Objects.requireNonNullElseGet(distribution, Distribution::standard);
        mesh = Objects.requireNonNullElseGet(
                mesh, () -> new Mesh(Mesh.Formation.Operator, Mesh.Healing.Reconnect, new Mesh.Probe(1, 1500)));
        rollout = Objects.requireNonNullElseGet(rollout, Rollout::standard);
        disruption = Objects.requireNonNullElseGet(disruption, () -> new Disruption(1));
        networkPolicy = Objects.requireNonNullElseGet(networkPolicy, () -> new NetworkPolicy(true));
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

    /** How an image takes its node name and its cookie. */
    public enum Release {
        Mix,
        Relx,
        Erl,
        Custom
    }
}
