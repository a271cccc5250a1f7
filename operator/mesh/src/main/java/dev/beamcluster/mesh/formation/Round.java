package dev.beamcluster.mesh.formation;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.beamcluster.mesh.MeshTarget.Healing;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

/**
 * What is decided on: what one round saw, and what may be done about it.
 *
 * @param members all nodes of the mesh, reached or not
 * @param connectivity who is connected to whom
 * @param unconnected pairs that may be connected: those that are apart, and with {@code healing: Reset} those that are silent
 * @param creations by reached node the number that tells its VM from the one that had its name before
 *     ({@code erlang:system_info(creation)})
 * @param healing what is done about lost links
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

    /** The two VMs that would meet now; empty where one was not reached. */
    Optional<Meeting> meeting(Pair pair) {
        Long first = creations.get(pair.first());
        Long second = creations.get(pair.second());
        return first == null || second == null ? Optional.empty() : Optional.of(new Meeting(first, second));
    }
}
