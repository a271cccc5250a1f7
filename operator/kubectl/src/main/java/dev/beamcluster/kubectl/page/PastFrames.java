package dev.beamcluster.kubectl.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.Transition;
import dev.beamcluster.picture.MeshModel;
import dev.beamcluster.picture.MeshModel.Edge;
import dev.beamcluster.picture.MeshModel.Node;

/**
 * How a BeamCluster was before the page saw it, as far as {@code status.history} says. A transition names what changed; what it does
 * not name is as it was after the transition before. What no earlier transition names is as it is now, unless a later one names it:
 * then it is unknown, except that a link that is lost later was not lost yet. With Ready True, every link is verified.
 */
final class PastFrames {

    /** A transition lists so many links at most. */
    private static final int LISTED = 20;

    private final List<Transition> history;
    private final Map<String, PageNode> nodes = new LinkedHashMap<>();
    private final Map<Edge, LinkFault> missing = new HashMap<>();
    private final Set<Edge> unknown = new HashSet<>();

    private PastFrames(BeamCluster cluster) {
        this.history = History.of(cluster);
        begin(Frames.of(cluster, Instant.EPOCH), MeshModel.of(cluster.getStatus()));
    }

    /** Returns a frame for each transition, oldest first. */
    static List<Frame> of(BeamCluster cluster) {
        var past = new PastFrames(cluster);
        var frames = new ArrayList<Frame>();
        for (Transition transition : past.history) {
            past.apply(transition);
            frames.add(past.frame(transition));
        }
        return frames;
    }

    /** How it was before the first transition. */
    private void begin(Frame now, MeshModel mesh) {
        var named = new HashSet<String>();
        var firstReasons = new HashMap<Edge, String>();
        for (Transition transition : history) {
            transition.nodes().forEach(node -> named.add(node.pod()));
            transition
                    .links()
                    .forEach(link -> firstReasons.putIfAbsent(
                            new Edge(link.from(), link.to()), Objects.requireNonNullElse(link.reason(), "")));
        }
        now.nodes().forEach(node -> nodes.put(node.pod(), named.contains(node.pod()) ? unknown(node.pod()) : node));
        now.faults().forEach(fault -> missing.put(new Edge(fault.from(), fault.to()), fault));
        mesh.nodes()
                .forEach(from -> mesh.nodes().forEach(to -> {
                    if (!from.equals(to) && mesh.state(from, to) == MeshModel.State.UNKNOWN) {
                        unknown.add(new Edge(from.pod(), to.pod()));
                    }
                }));
        firstReasons.forEach((edge, reason) -> {
            missing.remove(edge);
            unknown.remove(edge);
            if (reason.isEmpty()) {
                unknown.add(edge);
            }
        });
    }

    private static PageNode unknown(String pod) {
        return new PageNode(pod, pod, NodeState.Unknown.name(), null, null, null, null, null, null, null);
    }

    private void apply(Transition transition) {
        if (transition.ready().equals("True")) {
            missing.clear();
            unknown.clear();
            nodes.replaceAll((_, node) -> node.in(NodeState.Meshed.name(), null, null));
        }
        transition.nodes().forEach(node -> {
            if (node.state() == null) {
                nodes.remove(node.pod());
            } else {
                nodes.put(
                        node.pod(),
                        nodes.getOrDefault(node.pod(), unknown(node.pod()))
                                .in(node.state(), node.reason(), transition.time()));
            }
        });
        transition.links().forEach(link -> {
            var edge = new Edge(link.from(), link.to());
            unknown.remove(edge);
            if (link.reason() == null) {
                missing.remove(edge);
            } else {
                missing.put(edge, new LinkFault(link.from(), link.to(), link.reason(), transition.time()));
            }
        });
        if (transition.links().size() >= LISTED && !transition.ready().equals("True")) {
            edges(nodes.keySet()).stream()
                    .filter(edge -> !missing.containsKey(edge) && !isMeshed(edge.from()))
                    .forEach(unknown::add);
        }
    }

    private boolean isMeshed(String pod) {
        PageNode node = nodes.get(pod);
        return node != null && node.state().equals(NodeState.Meshed.name());
    }

    private static List<Edge> edges(Collection<String> pods) {
        return pods.stream()
                .flatMap(from -> pods.stream().filter(to -> !to.equals(from)).map(to -> new Edge(from, to)))
                .toList();
    }

    private Frame frame(Transition transition) {
        MeshModel mesh = mesh();
        return new Frame(
                Instant.parse(transition.time()).toString(),
                Frame.Source.history,
                word(transition.ready()),
                transition.time(),
                transition.reason(),
                "",
                "",
                mesh.counted(),
                mesh.established(),
                mesh.expected(),
                0,
                List.copyOf(nodes.values()),
                Frames.rows(mesh),
                missing.entrySet().stream()
                        .filter(entry -> mesh.missing().containsKey(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .sorted(LinkFault.ORDER)
                        .toList(),
                List.of(),
                List.of());
    }

    private static String word(String ready) {
        return switch (ready) {
            case "True" -> "whole";
            case "False" -> "not whole";
            default -> "unknown";
        };
    }

    private MeshModel mesh() {
        var drawn = nodes.values().stream()
                .map(node -> new Node(
                        node.pod(), node.node(), node.state(), Objects.requireNonNullElse(node.reason(), ""), "", true))
                .toList();
        var reasons = new HashMap<Edge, String>();
        var verified = new HashSet<Edge>();
        for (Edge edge : edges(nodes.keySet())) {
            LinkFault fault = missing.get(edge);
            if (fault != null) {
                reasons.put(edge, fault.reason());
            } else if (!unknown.contains(edge) && isThere(edge.from()) && isThere(edge.to())) {
                verified.add(edge);
            }
        }
        int expected = nodes.size() * (nodes.size() - 1);
        return new MeshModel(drawn, verified.size(), expected, true, reasons, verified);
    }

    /** Nodes in other states have no links, whether or not a transition names them. */
    private boolean isThere(String pod) {
        PageNode node = nodes.get(pod);
        return node != null && (isMeshed(pod) || node.state().equals(NodeState.LinksMissing.name()));
    }
}
