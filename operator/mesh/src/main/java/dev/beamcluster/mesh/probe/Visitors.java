package dev.beamcluster.mesh.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;

/**
 * Visible nodes that are not members and were connected when links between members were lost.
 *
 * <p>When a visible node connects to some nodes of a mesh and not to the others, {@code global} disconnects nodes to
 * prevent overlapping partitions, the visitor too (Erlang/OTP 25, global). No round sees a connection of milliseconds. But
 * a node still knows the name a minute later, so nodes that lost links are asked whom they know now and did not know
 * before.
 *
 * @param known the nodes that each member knew before links were lost
 * @param members all that are or were members
 * @param seen when each visitor was found
 */
public record Visitors(
        Map<NodeName, SortedSet<NodeName>> known, Set<NodeName> members, SortedMap<NodeName, Instant> seen) {

    /** How long a visitor is reported: a person who reads the status a minute later must still find it. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** A node that lies may name any number of others. */
    private static final int AT_MOST = 20;

    /** The name that a VM has before its distribution starts, and knows afterwards. */
    private static final NodeName NOT_DISTRIBUTED = new NodeName("nonode", "nohost");

    public static Visitors none() {
        return new Visitors(Map.of(), Set.of(), Collections.emptySortedMap());
    }

    /** The members that lost a link since the last round, although both its ends are the same VMs as before. */
    public static SortedSet<NodeName> disconnected(ProbeRound before, ProbeRound now) {
        var disconnected = new TreeSet<NodeName>();
        if (now.isHealthy()) {
            return disconnected;
        }
        Set<NodeName> same = same(before, now);
        for (NodeName node : same) {
            boolean lost = before.claimedBy(node).stream()
                    .anyMatch(peer -> same.contains(peer)
                            && !now.claimedBy(node).contains(peer)
                            && !now.claimedBy(peer).contains(node));
            if (lost) {
                disconnected.add(node);
            }
        }
        return disconnected;
    }

    /** The members that were reached in both rounds and whose VM is the same. */
    private static Set<NodeName> same(ProbeRound before, ProbeRound now) {
        var same = new HashMap<>(now.creations());
        same.entrySet().retainAll(before.creations().entrySet());
        return same.keySet();
    }

    /** Returns the state after a round that lost no link, and drops visitors of long ago. */
    public Visitors after(Map<NodeName, SortedSet<NodeName>> known, MeshTarget target, Instant now) {
        var kept = new TreeMap<>(seen);
        kept.values().removeIf(at -> at.plus(KEPT).isBefore(now));
        return new Visitors(Map.copyOf(known), withMembers(target), kept);
    }

    /**
     * Returns the state after links were lost.
     *
     * @param ownName the operator's node name
     * @param knownNow the nodes that the members that lost links know now
     */
    public Visitors afterLoss(
            NodeName ownName, Map<NodeName, SortedSet<NodeName>> knownNow, MeshTarget target, Instant now) {
        Set<NodeName> all = withMembers(target);
        var found = new TreeMap<>(seen);
        knownNow.forEach((node, names) -> names.stream()
                .filter(name -> !name.equals(ownName) && !name.equals(NOT_DISTRIBUTED) && !all.contains(name))
                .filter(name -> seen.containsKey(name) || isNew(node, name))
                .filter(name -> found.size() < AT_MOST || found.containsKey(name))
                .forEach(name -> found.put(name, now)));
        return new Visitors(known, all, found);
    }

    /** Whether a node did not know this name before; what it knew must be known too. */
    private boolean isNew(NodeName node, NodeName name) {
        SortedSet<NodeName> before = known.get(node);
        return before != null && !before.contains(name);
    }

    private Set<NodeName> withMembers(MeshTarget target) {
        var all = new HashSet<NodeName>(members);
        names(target.members()).forEach(all::add);
        names(target.leaving()).forEach(all::add);
        return all.size() == members.size() ? members : Set.copyOf(all);
    }

    private static Collection<NodeName> names(Collection<Member> members) {
        return members.stream().map(Member::node).toList();
    }

    /** The visitors of the last minutes. */
    public SortedSet<NodeName> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(seen.keySet()));
    }
}
