package dev.beamcluster.picture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MeshStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeView;

/**
 * A mesh to draw.
 *
 * @param nodes the nodes, in ordinal order
 * @param established how many directed links were verified
 * @param expected how many directed links a full mesh has
 * @param isProbed whether the mesh has been probed at all
 * @param missing links that do not work, with the reason in one word
 * @param verified links over which a call was answered
 */
public record MeshModel(
        List<Node> nodes,
        int established,
        int expected,
        boolean isProbed,
        Map<Edge, String> missing,
        Set<Edge> verified) {

    /**
     * A node.
     *
     * @param pod the name of its pod
     * @param state its state, in one word
     * @param reason why, in one word; empty if it is fine
     * @param isSeen whether it answers
     */
    public record Node(String pod, String node, String state, String reason, String otpRelease, boolean isSeen) {}

    /** A directed link, by the names of the pods. */
    public record Edge(String from, String to) {}

    /** What is known of a link. */
    public enum State {
        VERIFIED,
        MISSING,
        UNKNOWN
    }

    /** A status lists so many missing links at most. */
    private static final int LISTED = 20;

    public MeshModel {
        nodes = List.copyOf(nodes);
        missing = Map.copyOf(missing);
        verified = Set.copyOf(verified);
    }

    /** Returns the mesh as the operator last reported it. */
    public static MeshModel of(@Nullable BeamClusterStatus status) {
        if (status == null) {
            return new MeshModel(List.of(), 0, 0, false, Map.of(), Set.of());
        }
        @Nullable MeshStatus mesh = status.mesh();
        var pods = new HashMap<String, String>();
        status.nodes().forEach(node -> pods.put(node.node(), node.pod()));
        var missing = new HashMap<Edge, String>();
        if (mesh != null) {
            mesh.missingLinks()
                    .forEach(link -> missing.put(
                            new Edge(
                                    pods.getOrDefault(link.from(), link.from()),
                                    pods.getOrDefault(link.to(), link.to())),
                            link.reason()));
        }
        List<Node> nodes = status.nodes().stream().map(MeshModel::node).toList();
        return new MeshModel(
                nodes,
                mesh == null ? 0 : mesh.establishedLinks(),
                mesh == null ? 0 : mesh.expectedLinks(),
                mesh != null,
                missing,
                mesh == null ? Set.of() : verified(nodes, missing));
    }

    /**
     * A status names the missing links: all others between nodes that answer are verified, unless the list is full and so may
     * be too short.
     */
    private static Set<Edge> verified(List<Node> nodes, Map<Edge, String> missing) {
        boolean isCut = missing.size() >= LISTED;
        var verified = new HashSet<Edge>();
        for (Node from : nodes) {
            boolean isComplete = !isCut || !from.state().equals(NodeState.LinksMissing.name());
            for (Node to : nodes) {
                var edge = new Edge(from.pod(), to.pod());
                if (from.isSeen() && to.isSeen() && isComplete && !from.equals(to) && !missing.containsKey(edge)) {
                    verified.add(edge);
                }
            }
        }
        return verified;
    }

    private static Node node(NodeStatus node) {
        boolean isSeen = node.state() == NodeState.Meshed || node.state() == NodeState.LinksMissing;
        return new Node(
                node.pod(),
                node.node(),
                node.state().name(),
                node.reason() == null ? "" : node.reason(),
                node.otpRelease() == null ? "" : node.otpRelease(),
                isSeen);
    }

    /** Returns the mesh that a round of the engine saw. */
    public static MeshModel of(MeshReport report, List<Member> members) {
        var pods = new HashMap<String, String>();
        members.forEach(member -> pods.put(member.node().toString(), member.pod()));
        var missing = new HashMap<Edge, String>();
        report.missingLinks()
                .forEach((link, fault) ->
                        missing.put(edge(link, pods), fault.cause().word()));
        return new MeshModel(
                members.stream().map(member -> node(member, report)).toList(),
                report.establishedLinks().size(),
                report.expectedLinks(),
                true,
                missing,
                report.establishedLinks().stream().map(link -> edge(link, pods)).collect(Collectors.toSet()));
    }

    private static Edge edge(Link link, Map<String, String> pods) {
        String from = link.from().toString();
        String to = link.to().toString();
        return new Edge(pods.getOrDefault(from, from), pods.getOrDefault(to, to));
    }

    private static Node node(Member member, MeshReport report) {
        String name = member.node().toString();
        return switch (report.nodes().get(member.node())) {
            case NodeView.Reached reached ->
                new Node(
                        member.pod(),
                        name,
                        (reached.faults().isEmpty() ? NodeState.Meshed : NodeState.LinksMissing).name(),
                        "",
                        reached.facts().otpRelease(),
                        true);
            case NodeView.Unreachable(Fault fault) ->
                new Node(
                        member.pod(),
                        name,
                        NodeState.Unreachable.name(),
                        fault.cause().word(),
                        "",
                        false);
            case null -> new Node(member.pod(), name, NodeState.Unknown.name(), "", "", false);
        };
    }

    /** Returns what is known of a directed link. */
    public State state(Node from, Node to) {
        var edge = new Edge(from.pod(), to.pod());
        if (missing.containsKey(edge)) {
            return State.MISSING;
        }
        return verified.contains(edge) ? State.VERIFIED : State.UNKNOWN;
    }

    /** Returns what is known of both directions of a link together: the worse of the two. */
    public State pair(Node one, Node other) {
        State there = state(one, other);
        State back = state(other, one);
        if (there == State.MISSING || back == State.MISSING) {
            return State.MISSING;
        }
        return there == State.VERIFIED && back == State.VERIFIED ? State.VERIFIED : State.UNKNOWN;
    }

    /** Returns why a link is missing, for both directions of it, in words. */
    public String reasons(Node one, Node other) {
        SortedSet<String> reasons = new TreeSet<>();
        String there = missing.get(new Edge(one.pod(), other.pod()));
        String back = missing.get(new Edge(other.pod(), one.pod()));
        if (there != null) {
            reasons.add(there);
        }
        if (back != null) {
            reasons.add(back);
        }
        return String.join(", ", reasons);
    }

    /**
     * Returns how many more links are not verified than are listed as missing: 0 or more, and 0 unless the list is full. The links of
     * nodes that are not there yet are among them.
     */
    public int unlisted() {
        return missing.size() < LISTED ? 0 : Math.max(0, expected - established - missing.size());
    }

    /** Returns how many links were verified, in one sentence. */
    public String counted() {
        return isProbed
                ? "%d of %d directed links verified".formatted(established, expected)
                : "the mesh has not been probed";
    }
}
