package dev.beamcluster.api.v1alpha1;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A change of a BeamCluster that people ask about later: what it was from then on, and which links and nodes changed. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Transition(
        @JsonPropertyDescription("When it happened, in RFC 3339 format; the first time if it happened more than once.")
        String time,

        @JsonPropertyDescription("When it happened last, in RFC 3339 format; absent if it happened once.") @Nullable
        String lastTime,

        @JsonPropertyDescription(
                "How often the links were lost, if they were lost and came back repeatedly with nothing else in"
                        + " between; absent if it happened once.")
        @Nullable
        Integer count,

        @JsonPropertyDescription("Status of the condition Ready from then on.")
        String ready,

        @JsonPropertyDescription("Reason of the condition Ready from then on.")
        String reason,

        @JsonPropertyDescription("Reason of the condition Meshed from then on.") @Nullable
        String meshed,

        @JsonPropertyDescription("Links that were lost or came back, at most 20.")
        List<ChangedLink> links,

        @JsonPropertyDescription("Nodes whose state changed, at most 20.")
        List<ChangedNode> nodes) {

    public Transition {
        links = links == null ? List.of() : List.copyOf(links);
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
    }

    /** A directed link that was lost or came back. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ChangedLink(
            @JsonPropertyDescription("Pod of the node that calls.")
            String from,

            @JsonPropertyDescription("Pod of the node that is called.")
            String to,

            @JsonPropertyDescription("Why the link is missing, in one word; absent if it came back.") @Nullable
            String reason) {}

    /** A node whose state changed. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ChangedNode(
            @JsonPropertyDescription("Name of the pod.") String pod,

            @JsonPropertyDescription("State of the node from then on; absent if the node is gone.") @Nullable
            String state,

            @JsonPropertyDescription("Why, in one word.") @Nullable
            String reason) {}
}
