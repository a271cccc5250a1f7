package dev.beamcluster.mesh.jinterface;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

/**
 * Who believed in whom in the last round; of a node that did not answer nobody.
 *
 * @param claimed by every node that was looked at
 * @param silent what was told of those that could not be looked through
 * @param target what was looked at; empty before the first round
 */
record PreviousRound(
        Map<NodeName, Set<NodeName>> claimed, Map<NodeName, NodeProbe.Look> silent, Optional<MeshTarget> target) {

    static PreviousRound none() {
        return new PreviousRound(Map.of(), Map.of(), Optional.empty());
    }

    static PreviousRound of(Map<NodeName, NodeProbe.Look> looks, MeshTarget target) {
        return new PreviousRound(
                looks.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                look -> look.getValue().view() instanceof NodeView.Reached
                                        ? look.getValue().claimed()
                                        : Set.of())),
                looks.entrySet().stream()
                        .filter(look -> look.getValue().view() instanceof NodeView.Unreachable)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                Optional.of(target));
    }

    /** The nodes that were silent, with what was told of them; of another target, in which a node may be another pod, nothing is known. */
    Map<NodeName, NodeProbe.Look> silentOf(MeshTarget now) {
        return target.filter(now::equals).isPresent() ? silent : Map.of();
    }

    /** Whether the one did not answer, or did not believe in the other: it will not call it. */
    boolean isKnownNotToCall(NodeName one, NodeName other) {
        Set<NodeName> peers = claimed.get(one);
        return peers != null && !peers.contains(other);
    }

    /**
     * The same looks, with what a peer's call told of a link that the node itself did not call over. A link of which neither end
     * told anything stays out of both lists.
     */
    static Map<NodeName, NodeProbe.Look> mirrored(Map<NodeName, NodeProbe.Look> looks) {
        var whole = new TreeMap<NodeName, NodeProbe.Look>();
        looks.forEach((node, look) -> whole.put(node, mirrored(node, look, looks)));
        return whole;
    }

    private static NodeProbe.Look mirrored(NodeName node, NodeProbe.Look look, Map<NodeName, NodeProbe.Look> looks) {
        if (!(look.view() instanceof NodeView.Reached own)) {
            return look;
        }
        var answering = new TreeSet<>(own.answering());
        var faults = new TreeMap<NodeName, Fault>(own.faults());
        for (NodeName peer : look.claimed()) {
            if (!own.answering().contains(peer) && !own.faults().containsKey(peer)) {
                NodeProbe.Look other = looks.get(peer);
                if (other != null
                        && other.view() instanceof NodeView.Reached seen
                        && other.claimed().contains(node)) {
                    Optional.ofNullable(seen.faults().get(node)).ifPresent(fault -> faults.put(peer, fault));
                    if (seen.answering().contains(node)) {
                        answering.add(peer);
                    }
                }
            }
        }
        return new NodeProbe.Look(
                new NodeView.Reached(own.facts(), answering, faults, own.unexpectedNodes()), look.claimed());
    }
}
