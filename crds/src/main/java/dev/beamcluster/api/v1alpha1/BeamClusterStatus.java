package dev.beamcluster.api.v1alpha1;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import org.jspecify.annotations.Nullable;

/** What the operator saw. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BeamClusterStatus(
        @JsonPropertyDescription("The generation of the spec that this status tells of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("How many pods there are.") @StatusReplicas @Nullable
        Integer replicas,

        @JsonPropertyDescription("How many of them are ready.") @Nullable
        Integer readyReplicas,

        @JsonPropertyDescription("The label selector of the pods, for a HorizontalPodAutoscaler.")
        @LabelSelector
        @Nullable
        String selector,

        @JsonPropertyDescription("The texts of the columns of `kubectl get`.") @Nullable
        Summary summary,

        @JsonPropertyDescription("Every node, in ordinal order, those on their way out included.")
        List<NodeStatus> nodes,

        @JsonPropertyDescription("The links between the nodes, as the operator verified them.") @Nullable
        MeshStatus mesh,

        @JsonPropertyDescription(
                "Ready, PodsReady, Meshed, Uniform, Reconciling and Stalled; docs/conditions.md explains every"
                        + " reason.")
        List<Condition> conditions) {

    public BeamClusterStatus {
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** The texts of the columns of {@code kubectl get}. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Summary(
            @JsonPropertyDescription("Ready pods of wanted ones, for example 3/3.")
            String nodes,

            @JsonPropertyDescription(
                    "Verified directed links of expected ones, for example 6/6; ? before a first look.")
            String links,

            @JsonPropertyDescription(
                    "How many islands the mesh is in, 1 when it holds together; ? before a first look.")
            String islands,

            @JsonPropertyDescription("The OTP releases that run, for example 27.") @Nullable
            String otp) {}

    /** One node. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record NodeStatus(
            @JsonPropertyDescription("Its pod.") String pod,

            @JsonPropertyDescription("Its name, as it must be.")
            String node,

            @JsonPropertyDescription(
                    "Meshed: it answers, and so does every peer it is asked to call. LinksMissing: it"
                            + " answers, and a peer does not. Unreachable: it does not answer the operator. Starting: its pod is"
                            + " not running yet. Leaving: its pod is on its way out, or will be next. Unknown: not looked at yet.")
            NodeState state,

            @JsonPropertyDescription("Why it is not Meshed, one word.") @Nullable
            String reason,

            @JsonPropertyDescription("The same for a person.") @Nullable
            String message,

            @JsonPropertyDescription("Since when it is in this state, for this reason.") @Nullable
            String since,

            @JsonPropertyDescription("The StatefulSet's revision that its pod was made from.") @Nullable
            String revision,

            @JsonPropertyDescription("Its OTP release, for example 27.") @Nullable
            String otpRelease,

            @JsonPropertyDescription(
                    "The release it runs and its version, for example chat 1.4.0, as `init:script_id()` tells.")
            @Nullable
            String release) {}

    /** What the operator saw of a node. */
    public enum NodeState {
        Meshed,
        LinksMissing,
        Unreachable,
        Starting,
        Leaving,
        Unknown
    }

    /** The links between the nodes. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record MeshStatus(
            @JsonPropertyDescription("Directed links of the full mesh: replicas * (replicas - 1).")
            int expectedLinks,

            @JsonPropertyDescription("Directed links over which a call was answered in the last round.")
            int establishedLinks,

            @JsonPropertyDescription("Directed links that are missing, at most 20.")
            List<MissingLink> missingLinks,

            @JsonPropertyDescription(
                    "When there is more than one: the groups of nodes that hold together, largest first,"
                            + " at most 20.")
            List<Island> islands,

            @JsonPropertyDescription("Visible nodes in the mesh that do not belong to this BeamCluster, at most 20.")
            List<String> unexpectedNodes) {

        public MeshStatus {
            missingLinks = missingLinks == null ? List.of() : List.copyOf(missingLinks);
            islands = islands == null ? List.of() : List.copyOf(islands);
            unexpectedNodes = unexpectedNodes == null ? List.of() : List.copyOf(unexpectedNodes);
        }
    }

    /** A directed link that does not work. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record MissingLink(
            @JsonPropertyDescription("The node that cannot call.")
            String from,

            @JsonPropertyDescription("The node that it cannot call.")
            String to,

            @JsonPropertyDescription("Why, one word.") String reason) {}

    /** A group of nodes that hold together. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Island(
            @JsonPropertyDescription("Its nodes.") List<String> nodes) {

        public Island {
            nodes = nodes == null ? List.of() : List.copyOf(nodes);
        }
    }
}
