package dev.beamcluster.picture;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.beamcluster.picture.MeshModel.Node;

/** A mesh as text: a row for each calling node, a column for each called node. */
public final class MeshText {

    private static final String VERIFIED = "●";
    private static final String MISSING = "✗";
    private static final String UNKNOWN = "?";
    private static final String ITSELF = "·";

    private MeshText() {}

    /** Returns the matrix, the missing links with their reasons, and a line that explains the symbols. */
    public static String of(MeshModel mesh) {
        List<Node> nodes = mesh.nodes();
        if (nodes.isEmpty()) {
            return "no nodes\n";
        }
        int width = nodes.stream().mapToInt(node -> node.pod().length()).max().orElse(0);
        String header = " ".repeat(width + 4)
                + IntStream.range(0, nodes.size()).mapToObj("%4d"::formatted).collect(Collectors.joining());
        String rows = IntStream.range(0, nodes.size())
                .mapToObj(from -> row(mesh, from, width))
                .collect(Collectors.joining("\n"));
        return header + "\n" + rows + "\n\n" + missing(mesh)
                + "%s verified   %s missing   %s unknown    %s%n".formatted(VERIFIED, MISSING, UNKNOWN, mesh.counted());
    }

    private static String row(MeshModel mesh, int from, int width) {
        Node node = mesh.nodes().get(from);
        String cells = IntStream.range(0, mesh.nodes().size())
                .mapToObj(to -> "   "
                        + (from == to ? ITSELF : symbol(mesh, node, mesh.nodes().get(to))))
                .collect(Collectors.joining());
        String reason = node.reason().isEmpty() ? "" : " (" + node.reason() + ")";
        String otp = node.otpRelease().isEmpty() ? "" : "  OTP " + node.otpRelease();
        return node.pod() + " ".repeat(width - node.pod().length()) + "%4d".formatted(from) + cells + "   "
                + node.state() + reason + "  " + node.node() + otp;
    }

    private static String symbol(MeshModel mesh, Node from, Node to) {
        return switch (mesh.state(from, to)) {
            case VERIFIED -> VERIFIED;
            case MISSING -> MISSING;
            case UNKNOWN -> UNKNOWN;
        };
    }

    private static String missing(MeshModel mesh) {
        String lines = pairs(mesh.nodes()).stream()
                .filter(pair -> mesh.pair(pair.one(), pair.other()) == MeshModel.State.MISSING)
                .map(pair -> line(mesh, pair))
                .collect(Collectors.joining());
        return lines.isEmpty() ? "" : lines + "\n";
    }

    private static String line(MeshModel mesh, Pair pair) {
        Node one = pair.one();
        Node other = pair.other();
        String arrow = mesh.state(one, other) != MeshModel.State.MISSING
                ? other.pod() + " -> " + one.pod()
                : mesh.state(other, one) != MeshModel.State.MISSING
                        ? one.pod() + " -> " + other.pod()
                        : one.pod() + " <-> " + other.pod();
        return arrow + "  " + mesh.reasons(one, other) + "\n";
    }

    /** Two nodes, each pair once. */
    record Pair(Node one, Node other) {}

    static List<Pair> pairs(List<Node> nodes) {
        return IntStream.range(0, nodes.size())
                .boxed()
                .flatMap(one -> IntStream.range(one + 1, nodes.size())
                        .mapToObj(other -> new Pair(nodes.get(one), nodes.get(other))))
                .toList();
    }
}
