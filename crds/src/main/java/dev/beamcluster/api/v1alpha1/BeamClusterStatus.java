package dev.beamcluster.api.v1alpha1;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import org.jspecify.annotations.Nullable;

/** The cluster as the operator last observed it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BeamClusterStatus(
        @JsonPropertyDescription("Generation of the spec that this status describes.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Number of pods.") @StatusReplicas @Nullable
        Integer replicas,

        @JsonPropertyDescription("Number of ready pods.") @Nullable
        Integer readyReplicas,

        @JsonPropertyDescription("Label selector of the pods, for a HorizontalPodAutoscaler.") @LabelSelector @Nullable
        String selector,

        @JsonPropertyDescription("Texts for the columns of `kubectl get`.") @Nullable
        Summary summary,

        @JsonPropertyDescription("All nodes, ordered by ordinal, including those that are leaving.")
        List<NodeStatus> nodes,

        @JsonPropertyDescription("Links between the nodes, as last verified by the operator.") @Nullable
        MeshStatus mesh,

        @JsonPropertyDescription(
                "What is applied, and probably does not do what its author expects: each with the field, the"
                        + " reason and a remedy, at most 10.")
        List<String> warnings,

        @JsonPropertyDescription("What the operator remembers of spec.rollout.before; absent without it.") @Nullable
        BeforeStatus before,

        @JsonPropertyDescription(
                "Ready, PodsReady, Meshed, Uniform, Reconciling and Stalled; docs/conditions.md explains"
                        + " every reason.")
        List<Condition> conditions,

        @JsonPropertyDescription(
                "The last changes of Ready, of Meshed and of the missing links, oldest first: at most 20, and at"
                        + " most 16 KiB. `kubectl beam history` prints them.")
        List<Transition> history) {

    public BeamClusterStatus {
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        history = history == null ? List.of() : List.copyOf(history);
    }

    /** Creates a status without a history. */
    public BeamClusterStatus(
            @Nullable Long observedGeneration,
            @Nullable Integer replicas,
            @Nullable Integer readyReplicas,
            @Nullable String selector,
            @Nullable Summary summary,
            List<NodeStatus> nodes,
            @Nullable MeshStatus mesh,
            List<String> warnings,
            @Nullable BeforeStatus before,
            List<Condition> conditions) {
        this(
                observedGeneration,
                replicas,
                readyReplicas,
                selector,
                summary,
                nodes,
                mesh,
                warnings,
                before,
                conditions,
                List.of());
    }

    /** Returns the same status with another history. */
    public BeamClusterStatus withHistory(List<Transition> transitions) {
        return new BeamClusterStatus(
                observedGeneration,
                replicas,
                readyReplicas,
                selector,
                summary,
                nodes,
                mesh,
                warnings,
                before,
                conditions,
                transitions);
    }

    /** Whether nothing differs but the history. */
    public boolean equalsApartFromHistory(@Nullable BeamClusterStatus other) {
        return other != null && withHistory(List.of()).equals(other.withHistory(List.of()));
    }

    /** What is remembered of {@code spec.rollout.before}, also while the StatefulSet is recreated. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record BeforeStatus(
            @JsonPropertyDescription("Hash of what the last Job that succeeded was made from.") @Nullable
            String succeeded,

            @JsonPropertyDescription("Hash of the pod template that the nodes are made from.") @Nullable
            String template) {}

    /** Texts for the columns of {@code kubectl get}. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Summary(
            @JsonPropertyDescription("Ready and wanted pods, for example 3/3.")
            String nodes,

            @JsonPropertyDescription(
                    "Verified and expected directed links, for example 6/6; ? until the mesh has been probed.")
            String links,

            @JsonPropertyDescription("Number of islands, 1 if the mesh is not split; ? until the mesh has been probed.")
            String islands,

            @JsonPropertyDescription("OTP releases that the nodes run, for example 27.") @Nullable
            String otp) {}

    /** A node as last observed. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record NodeStatus(
            @JsonPropertyDescription("Name of the pod.") String pod,

            @JsonPropertyDescription("Name of the Erlang node, according to the spec.")
            String node,

            @JsonPropertyDescription(
                    "Meshed: the node answers, and so does every peer that it is asked to call. LinksMissing: it"
                            + " answers, but a peer does not. Unreachable: it does not answer the operator. Starting: its"
                            + " pod is not running yet. Leaving: its pod is terminating, or is next. Unknown: not probed"
                            + " yet.")
            NodeState state,

            @JsonPropertyDescription("Why the node is not Meshed, or why its pod is not ready, in one word.") @Nullable
            String reason,

            @JsonPropertyDescription(
                    "The reason as a sentence, or what is worth knowing about the pod of a node without a reason.")
            @Nullable
            String message,

            @JsonPropertyDescription(
                    "When this state began, or changed its reason, in RFC 3339 format. It does not change with a"
                            + " reason that only explains the same state better.")
            @Nullable
            String since,

            @JsonPropertyDescription(
                    "Since when the node is in the mesh, in RFC 3339 format: it answers, and so do the ready nodes"
                            + " that started before it. Absent if it is not in the mesh; unchanged while the mesh is not"
                            + " probed. spec.rollout.minReadySeconds counts from it.")
            @Nullable
            String meshedSince,

            @JsonPropertyDescription("Revision of the StatefulSet from which the pod was created.") @Nullable
            String revision,

            @JsonPropertyDescription("OTP release of the node, for example 27.") @Nullable
            String otpRelease,

            @JsonPropertyDescription(
                    "Name and version of the release that the node runs, as init:script_id() returns them, for"
                            + " example chat 1.4.0.")
            @Nullable
            String release) {}

    /** Whether a node and its peers answer. */
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
            @JsonPropertyDescription("Number of directed links in the full mesh: replicas * (replicas - 1).")
            int expectedLinks,

            @JsonPropertyDescription("Number of directed links over which a call was answered in the last probe round.")
            int establishedLinks,

            @JsonPropertyDescription("Directed links that are missing, at most 20.")
            List<MissingLink> missingLinks,

            @JsonPropertyDescription(
                    "If the mesh is split: the islands, which are groups of nodes connected to each other,"
                            + " largest first, at most 20.")
            List<Island> islands,

            @JsonPropertyDescription(
                    "Visible nodes in the mesh that do not belong to this BeamCluster, at most 20. One that was"
                            + " connected when links were lost stays in the list for ten minutes.")
            List<String> unexpectedNodes) {

        public MeshStatus {
            missingLinks = missingLinks == null ? List.of() : List.copyOf(missingLinks);
            islands = islands == null ? List.of() : List.copyOf(islands);
            unexpectedNodes = unexpectedNodes == null ? List.of() : List.copyOf(unexpectedNodes);
        }
    }

    /** A directed link over which no call is answered. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record MissingLink(
            @JsonPropertyDescription("Node that cannot call the other.")
            String from,

            @JsonPropertyDescription("Node that cannot be called.")
            String to,

            @JsonPropertyDescription("Why, in one word.") String reason) {}

    /** A group of nodes that are connected to each other and to no other node. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Island(
            @JsonPropertyDescription("Names of the nodes.") List<String> nodes) {

        public Island {
            nodes = nodes == null ? List.of() : List.copyOf(nodes);
        }
    }
}
