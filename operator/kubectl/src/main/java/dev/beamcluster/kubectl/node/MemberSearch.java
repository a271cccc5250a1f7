package dev.beamcluster.kubectl.node;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.erlang.NodeDiscovery;

/** Finds out the names of the nodes in pods of which nothing else is known. */
public final class MemberSearch {

    private final NodeDiscovery discovery;
    private final Hints hints;

    /**
     * What the person says about the names.
     *
     * @param name the part before the {@code @}; otherwise epmd is asked for it
     * @param host the part after it, in which {@code {pod}} and {@code {ip}} stand for those of the pod; otherwise the node is
     *     asked for it
     */
    public record Hints(Optional<String> name, Optional<String> host) {}

    /** A node, or why it was not found, in one line. */
    public sealed interface Result {
        record Found(Member member) implements Result {}

        record NotFound(String why) implements Result {}
    }

    /**
     * Creates a search.
     *
     * @param selves of which it uses the first
     * @param target how to communicate with the nodes
     */
    public MemberSearch(PluginNodes selves, MeshTarget target, Hints hints) {
        this.discovery = new NodeDiscovery(selves.inOrder().getFirst(), target);
        this.hints = hints;
    }

    /** Finds out the name of the node in a pod. */
    public Result find(String pod, String address) {
        try {
            List<String> names = hints.name().map(List::of).orElse(List.of());
            if (names.isEmpty()) {
                names = withoutConsoles(discovery.registered(address));
            }
            return names.size() == 1
                    ? named(names.getFirst(), pod, address)
                    : new Result.NotFound(
                            names.isEmpty()
                                    ? pod + ": epmd knows no node"
                                    : pod + ": epmd knows several nodes, " + String.join(", ", names)
                                            + ": choose one with --node-name");
        } catch (IOException e) {
            return new Result.NotFound(
                    pod + ": epmd does not answer: if the nodes run without it, name them with --node-name and --port");
        }
    }

    /**
     * Removes the consoles of a node: the start scripts of Mix and Relx call them {@code rem-4f1c-chat} or {@code remsh7-chat} if the
     * node is {@code chat}.
     */
    private static List<String> withoutConsoles(List<String> names) {
        return names.stream()
                .filter(name -> names.stream().noneMatch(node -> name.endsWith("-" + node)))
                .toList();
    }

    private Result named(String name, String pod, String address) {
        String host = hints.host().orElse("{ip}").replace("{pod}", pod).replace("{ip}", address);
        Optional<NodeName> guess = NodeName.parse(name + "@" + host);
        Optional<NodeName> found = hints.host().isPresent()
                ? guess
                : guess.map(node -> discovery.fullName(node, address).orElse(node));
        return found.<Result>map(node -> new Result.Found(new Member(node, pod, Optional.of(address))))
                .orElseGet(() -> new Result.NotFound("%s: %s@%s is not a node name".formatted(pod, name, host)));
    }
}
