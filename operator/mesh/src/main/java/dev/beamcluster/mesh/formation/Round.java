package dev.beamcluster.mesh.formation;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.beamcluster.mesh.MeshTarget.Healing;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

/**
 * The input of a decision: what one round saw, and what may be done about it.
 *
 * @param members all nodes of the mesh, reached or not
 * @param connectivity which nodes are connected
 * @param unconnected pairs that may be connected: those that are apart, and with {@code healing: Reset} also silent
 *     ones
 * @param creations the creation of each reached node, which differs for each VM of the same name ({@code
 *     erlang:system_info(creation)})
 * @param healing what to do about lost links
 */
public record Round(
        Set<NodeName> members,
        Connectivity connectivity,
        Set<Pair> unconnected,
        Map<NodeName, Long> creations,
        Healing healing) {

    public static Round of(
            Set<NodeName> members, Connectivity connectivity, Map<NodeName, Long> creations, Healing healing) {
        Set<Pair> unconnected = connectivity.apart();
        if (healing == Healing.RESET && !connectivity.silent().isEmpty()) {
            unconnected = new HashSet<>(unconnected);
            unconnected.addAll(connectivity.silent());
        }
        return new Round(members, connectivity, unconnected, creations, healing);
    }

    boolean areMembers(Pair pair) {
        return members.contains(pair.first()) && members.contains(pair.second());
    }

    boolean areReached(Pair pair) {
        return creations.containsKey(pair.first()) && creations.containsKey(pair.second());
    }

    /** The current VMs of a pair; empty if one was not reached. */
    Optional<Meeting> meeting(Pair pair) {
        Long first = creations.get(pair.first());
        Long second = creations.get(pair.second());
        return first == null || second == null ? Optional.empty() : Optional.of(new Meeting(first, second));
    }
}
