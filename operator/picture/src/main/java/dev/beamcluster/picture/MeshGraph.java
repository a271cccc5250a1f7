package dev.beamcluster.picture;

import java.util.stream.Collectors;

import dev.beamcluster.picture.MeshModel.Node;
import dev.beamcluster.picture.MeshModel.State;
import dev.beamcluster.picture.MeshText.Pair;

/** A mesh in the languages of programs that draw graphs. Both directions of a link are one line, in the worse of the two states. */
final class MeshGraph {

    private MeshGraph() {}

    /** Graphviz; {@code neato -Tsvg} draws it. */
    static String dot(MeshModel mesh) {
        String nodes = mesh.nodes().stream()
                .map(node -> "  \"%s\" [tooltip=\"%s\" color=\"%s\"]%n"
                        .formatted(node.pod(), node.node(), node.isSeen() ? "black" : "gray"))
                .collect(Collectors.joining());
        String links = MeshText.pairs(mesh.nodes()).stream()
                .map(pair -> "  \"%s\" -- \"%s\" [%s]%n"
                        .formatted(pair.one().pod(), pair.other().pod(), dotStyle(mesh, pair)))
                .collect(Collectors.joining());
        return "graph mesh {%n  layout=circo%n  node [shape=ellipse]%n%s%s}%n".formatted(nodes, links);
    }

    private static String dotStyle(MeshModel mesh, Pair pair) {
        return switch (mesh.pair(pair.one(), pair.other())) {
            case VERIFIED -> "color=\"darkgreen\"";
            case MISSING ->
                "color=\"red\" style=\"dashed\" label=\"%s\"".formatted(mesh.reasons(pair.one(), pair.other()));
            case UNKNOWN -> "color=\"gray\" style=\"dotted\"";
        };
    }

    /** Mermaid, which GitHub and GitLab draw in Markdown. */
    static String mermaid(MeshModel mesh) {
        String nodes = mesh.nodes().stream()
                .map(node -> "  %s((%s))%n".formatted(id(node), node.pod()))
                .collect(Collectors.joining());
        String links = MeshText.pairs(mesh.nodes()).stream()
                .map(pair -> "  %s %s %s%n".formatted(id(pair.one()), mermaidLine(mesh, pair), id(pair.other())))
                .collect(Collectors.joining());
        return "graph LR%n%s%s".formatted(nodes, links);
    }

    private static String mermaidLine(MeshModel mesh, Pair pair) {
        return switch (mesh.pair(pair.one(), pair.other())) {
            case VERIFIED -> "---";
            case MISSING -> "-. ✗ %s .-".formatted(mesh.reasons(pair.one(), pair.other()));
            case UNKNOWN -> "-. ? .-";
        };
    }

    /** PlantUML. */
    static String plantuml(MeshModel mesh) {
        String nodes = mesh.nodes().stream()
                .map(node ->
                        "node \"%s\" as %s%s%n".formatted(node.pod(), id(node), node.isSeen() ? "" : " #lightgray"))
                .collect(Collectors.joining());
        String links = MeshText.pairs(mesh.nodes()).stream()
                .map(pair -> "%s %s %s%s%n"
                        .formatted(
                                id(pair.one()),
                                plantumlLine(mesh.pair(pair.one(), pair.other())),
                                id(pair.other()),
                                mesh.pair(pair.one(), pair.other()) == State.MISSING
                                        ? " : " + mesh.reasons(pair.one(), pair.other())
                                        : ""))
                .collect(Collectors.joining());
        return "@startuml%n%s%s@enduml%n".formatted(nodes, links);
    }

    private static String plantumlLine(State state) {
        return switch (state) {
            case VERIFIED -> "-[#darkgreen]-";
            case MISSING -> "-[#red,dashed]-";
            case UNKNOWN -> "-[#gray,dotted]-";
        };
    }

    /** A name that every notation takes: pods have letters, digits, '-' and '.', and so do names of nodes without a pod. */
    private static String id(Node node) {
        return node.pod().replaceAll("[^A-Za-z0-9]", "_");
    }
}
