package dev.beamcluster.mesh.jinterface;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

/** Which nodes have been connected since both started. */
final class ConnectionHistory {

    private final Map<Pair, Lives> met = new HashMap<>();
    private Set<NodeName> known = Set.of();

    /** What tells the two VMs from the ones that had their names before. */
    private record Lives(long first, long second) {}

    /** These pairs are connected now. */
    void note(Set<Pair> linked, Map<NodeName, NodeConnection> links) {
        linked.forEach(pair -> lives(pair, links).ifPresent(lives -> met.put(pair, lives)));
    }

    /** Who is no member any more is forgotten: under pod addresses every new pod is a new name. */
    void forgetAllBut(Set<NodeName> members) {
        if (!members.equals(known)) {
            known = Set.copyOf(members);
            met.keySet().removeIf(pair -> !known.contains(pair.first()) || !known.contains(pair.second()));
        }
    }

    /** Whether they were connected in their present lives. */
    boolean haveMet(Pair pair, Map<NodeName, NodeConnection> links) {
        return lives(pair, links).filter(lives -> lives.equals(met.get(pair))).isPresent();
    }

    private static Optional<Lives> lives(Pair pair, Map<NodeName, NodeConnection> links) {
        NodeConnection first = links.get(pair.first());
        NodeConnection second = links.get(pair.second());
        return first == null || second == null
                ? Optional.empty()
                : first.creation().flatMap(one -> second.creation().map(other -> new Lives(one, other)));
    }
}
