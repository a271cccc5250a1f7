package dev.beamcluster.mesh.probe;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

/**
 * The result of one round, and the input of the next.
 *
 * @param results by member
 * @param target what was probed; empty before the first round
 */
public record ProbeRound(SortedMap<NodeName, ProbeResult> results, Optional<MeshTarget> target) {

    /** The state before the first round. */
    public static ProbeRound none() {
        return new ProbeRound(Collections.emptySortedMap(), Optional.empty());
    }

    /** Creates a round in which both ends of a link have the result of a call, whichever end made it. */
    static ProbeRound of(SortedMap<NodeName, ProbeResult> results, MeshTarget target) {
        var mirrored = new TreeMap<>(results);
        mirrored.replaceAll((node, result) -> mirrored(node, result, results));
        return new ProbeRound(Collections.unmodifiableSortedMap(mirrored), Optional.of(target));
    }

    /** Whether no node and no link has a fault. */
    public boolean isHealthy() {
        return results.values().stream().allMatch(ProbeResult::isHealthy);
    }

    /** Whether a node did not answer within a deadline of the operator. */
    public boolean hasTimedOut() {
        return results.values().stream().anyMatch(ProbeResult::isTimedOut);
    }

    public SortedMap<NodeName, NodeView> views() {
        var views = new TreeMap<NodeName, NodeView>();
        results.forEach((node, result) -> views.put(node, result.view()));
        return views;
    }

    /** The members that each member claims to be connected to. */
    public Map<NodeName, SortedSet<NodeName>> claimed() {
        var claimed = new HashMap<NodeName, SortedSet<NodeName>>();
        results.forEach((node, result) -> claimed.put(node, result.claimed()));
        return claimed;
    }

    /** The members that this member claims to be connected to; none if it was not reached. */
    SortedSet<NodeName> claimedBy(NodeName node) {
        ProbeResult result = results.get(node);
        return result == null ? Collections.emptySortedSet() : result.claimed();
    }

    /** The creation of each reached member, which differs for each VM of the same name. */
    public Map<NodeName, Long> creations() {
        var creations = new HashMap<NodeName, Long>();
        results.forEach((node, result) -> result.creation().ifPresent(creation -> creations.put(node, creation)));
        return creations;
    }

    /**
     * The nodes that were not reached, with their results; empty for a different target, in which a node may be a
     * different pod.
     */
    Map<NodeName, ProbeResult> unreached(MeshTarget now) {
        var unreached = new HashMap<NodeName, ProbeResult>();
        if (target.filter(now::equals).isPresent()) {
            results.forEach((node, result) -> {
                if (!result.isReached()) {
                    unreached.put(node, result);
                }
            });
        }
        return unreached;
    }

    /** Whether the first node did not answer, or does not claim the second, and so will not call it. */
    boolean isKnownNotToCall(NodeName one, NodeName other) {
        ProbeResult result = results.get(one);
        return result != null && !result.claimed().contains(other);
    }

    /** The results of a node's calls to its peers. */
    PeerChecks checks(NodeName node) {
        ProbeResult result = results.get(node);
        return result == null ? PeerChecks.none() : result.checks();
    }

    /**
     * Copies to this node what its peers' calls showed. A link without a result from either end stays out of both
     * lists.
     */
    private static ProbeResult mirrored(NodeName node, ProbeResult result, Map<NodeName, ProbeResult> results) {
        if (!(result.view() instanceof NodeView.Reached own)) {
            return result;
        }
        var answering = new TreeSet<>(own.answering());
        var faults = new TreeMap<NodeName, Fault>(own.faults());
        for (NodeName peer : result.claimed()) {
            ProbeResult other = results.get(peer);
            boolean isOpen = !own.answering().contains(peer) && !own.faults().containsKey(peer);
            if (isOpen
                    && other != null
                    && other.view() instanceof NodeView.Reached seen
                    && other.claimed().contains(node)) {
                Optional.ofNullable(seen.faults().get(node)).ifPresent(fault -> faults.put(peer, fault));
                if (seen.answering().contains(node)) {
                    answering.add(peer);
                }
            }
        }
        return new ProbeResult(
                new NodeView.Reached(own.facts(), answering, faults, own.unexpectedNodes()),
                result.claimed(),
                result.checks(),
                result.creation());
    }
}
