package dev.beamcluster.e2e.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MeshStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeState;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.NodeStatus;

/**
 * The mesh as text, as the operator's hidden node sees it: a row for each calling node, a column for each called node.
 *
 * @param status of the BeamCluster
 */
record MeshDrawing(BeamClusterStatus status) {

    private static final String VERIFIED = "●";
    private static final String MISSING = "✗";
    private static final String UNSEEN = "?";
    private static final String ITSELF = "·";

    /** The drawing, with a line that explains its symbols. */
    String text() {
        var nodes = status.nodes();
        var width = nodes.stream().mapToInt(node -> node.pod().length()).max().orElse(0);
        var header = " ".repeat(width + 3)
                + IntStream.range(0, nodes.size()).mapToObj("%3d"::formatted).collect(Collectors.joining());
        var rows = IntStream.range(0, nodes.size())
                .mapToObj(from -> row(nodes, from, width))
                .collect(Collectors.joining("\n"));
        return "%s%n%s%n%n%s%n".formatted(header, rows, legend());
    }

    private String row(List<NodeStatus> nodes, int from, int width) {
        var node = nodes.get(from);
        var cells = IntStream.range(0, nodes.size())
                .mapToObj(to -> "  " + (from == to ? ITSELF : cell(node, nodes.get(to))))
                .collect(Collectors.joining());
        var otp = node.otpRelease() == null ? "" : "  OTP " + node.otpRelease();
        var reason = node.reason() == null ? "" : " (" + node.reason() + ")";
        var name = node.pod() + " ".repeat(width - node.pod().length());
        return "%s %2d%s   %s%s  %s%s".formatted(name, from, cells, node.state(), reason, node.node(), otp);
    }

    private String cell(NodeStatus from, NodeStatus to) {
        if (missing().contains(from.node() + " " + to.node())) {
            return MISSING;
        }
        return isSeen(from) && isSeen(to) ? VERIFIED : UNSEEN;
    }

    private static boolean isSeen(NodeStatus node) {
        return node.state() == NodeState.Meshed || node.state() == NodeState.LinksMissing;
    }

    private Set<String> missing() {
        var mesh = status.mesh();
        return mesh == null
                ? Set.of()
                : mesh.missingLinks().stream()
                        .map(link -> link.from() + " " + link.to())
                        .collect(Collectors.toCollection(HashSet::new));
    }

    private String legend() {
        var mesh = status.mesh();
        var counted = mesh == null ? "nothing seen yet" : counted(mesh);
        return "%s a call was answered   %s missing   %s not seen    %s".formatted(VERIFIED, MISSING, UNSEEN, counted);
    }

    private static String counted(MeshStatus mesh) {
        return "%d of %d directed links verified".formatted(mesh.establishedLinks(), mesh.expectedLinks());
    }
}
