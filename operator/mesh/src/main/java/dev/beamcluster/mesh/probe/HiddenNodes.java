package dev.beamcluster.mesh.probe;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;

/**
 * Members that were started with {@code -hidden}. Calls reach them, but neither end of such a connection lists the
 * other in {@code nodes()}, and global and pg leave it out (Erlang/OTP, Distributed Erlang): it is not a link of the
 * mesh.
 */
public final class HiddenNodes {

    private HiddenNodes() {}

    /** Returns the same views, with connections of hidden members as faults. */
    public static SortedMap<NodeName, NodeView> asFaults(SortedMap<NodeName, NodeView> views) {
        Set<NodeName> hidden = views.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof NodeView.Reached reached
                        && reached.facts().hidden())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (hidden.isEmpty()) {
            return views;
        }
        var adjusted = new TreeMap<>(views);
        adjusted.replaceAll((node, view) -> view instanceof NodeView.Reached reached
                ? without(hidden.contains(node) ? views.keySet() : hidden, reached)
                : view);
        return Collections.unmodifiableSortedMap(adjusted);
    }

    private static NodeView without(Set<NodeName> peers, NodeView.Reached reached) {
        var answering = new TreeSet<>(reached.answering());
        answering.removeAll(peers);
        var faults = new TreeMap<>(reached.faults());
        reached.answering().stream().filter(peers::contains).forEach(peer -> faults.put(peer, new Fault(Cause.HIDDEN)));
        return new NodeView.Reached(reached.facts(), answering, faults, reached.unexpectedNodes());
    }
}
