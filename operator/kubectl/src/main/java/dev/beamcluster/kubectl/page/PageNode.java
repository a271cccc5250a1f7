package dev.beamcluster.kubectl.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.picture.MeshModel.Node;

/**
 * A node of a BeamCluster.
 *
 * @param pod the name of its pod
 * @param node its name in the mesh
 * @param state its state, in one word
 * @param reason why, in one word; null if it is fine
 * @param message the same as a sentence, or what is worth knowing about its pod
 * @param since when this state began, in RFC 3339 format
 * @param meshedSince since when it is in the mesh
 * @param revision from which its pod was created
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PageNode(
        String pod,
        String node,
        String state,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String since,
        @Nullable String meshedSince,
        @Nullable String revision,
        @Nullable String otp,
        @Nullable String release) {

    /** Returns the same node in another state. */
    PageNode in(String otherState, @Nullable String otherReason, @Nullable String from) {
        return new PageNode(pod, node, otherState, otherReason, null, from, null, revision, otp, release);
    }

    static PageNode of(NodeStatus node) {
        return new PageNode(
                node.pod(),
                node.node(),
                node.state().name(),
                node.reason(),
                node.message(),
                node.since(),
                node.meshedSince(),
                node.revision(),
                node.otpRelease(),
                node.release());
    }

    static PageNode of(Node node) {
        return new PageNode(
                node.pod(),
                node.node(),
                node.state(),
                node.reason().isEmpty() ? null : node.reason(),
                null,
                null,
                null,
                null,
                node.otpRelease().isEmpty() ? null : node.otpRelease(),
                null);
    }
}
