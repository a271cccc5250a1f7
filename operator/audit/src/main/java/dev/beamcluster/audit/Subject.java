package dev.beamcluster.audit;

import java.util.List;

/**
 * What was acted on: an object of Kubernetes, or a node.
 *
 * @param resource the plural, with the subresource, for example {@code beamclusters/status}; empty for a node
 * @param namespace the namespace of the object; empty if it has none
 * @param name the name of the object; empty if the API server chooses it, or for a list
 * @param node the node that was called; empty for an object
 * @param peers the nodes that the call was about
 */
public record Subject(String resource, String namespace, String name, String node, List<String> peers) {

    /** Nothing in particular. */
    public static final Subject NONE = object("", "", "");

    public Subject {
        peers = List.copyOf(peers);
    }

    public static Subject object(String resource, String namespace, String name) {
        return new Subject(resource, namespace, name, "", List.of());
    }

    public static Subject node(String node, List<String> peers) {
        return new Subject("", "", "", node, peers);
    }
}
