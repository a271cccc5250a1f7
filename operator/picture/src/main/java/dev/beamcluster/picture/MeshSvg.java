package dev.beamcluster.picture;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.beamcluster.picture.MeshModel.Node;
import dev.beamcluster.picture.MeshModel.State;
import dev.beamcluster.picture.MeshText.Pair;

/** A mesh as an SVG picture: the nodes on a circle, and a line for each link. */
final class MeshSvg {

    /** From here on, lines of verified links hide those that are missing, and are left out. */
    private static final int MANY = 60;

    private static final int RADIUS = 30;

    private MeshSvg() {}

    private record Point(double x, double y) {}

    static String of(MeshModel mesh) {
        int count = mesh.nodes().size();
        double circle = Math.max(110, count * RADIUS * 2.4 / (2 * Math.PI));
        int size = (int) Math.ceil(2 * (circle + RADIUS + 60));
        Map<String, Point> places = places(mesh.nodes(), circle, size / 2.0);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="12">
                <style>.v{stroke:#2e7d32}.m{stroke:#c62828;stroke-width:2;stroke-dasharray:6 4}.u{stroke:#9e9e9e;stroke-dasharray:2 4}</style>
                %3$s%4$s<text x="12" y="%5$d">%6$s</text>
                </svg>
                """.formatted(
                        size, size + 24, lines(mesh, places), circles(mesh.nodes(), places), size + 12, caption(mesh));
    }

    private static String caption(MeshModel mesh) {
        return mesh.counted() + (mesh.nodes().size() > MANY ? "; verified links are not drawn" : "");
    }

    private static Map<String, Point> places(List<Node> nodes, double circle, double centre) {
        var places = new HashMap<String, Point>();
        for (int i = 0; i < nodes.size(); i++) {
            double angle = 2 * Math.PI * i / nodes.size() - Math.PI / 2;
            places.put(
                    nodes.get(i).pod(),
                    new Point(centre + circle * Math.cos(angle), centre + circle * Math.sin(angle)));
        }
        return places;
    }

    private static String lines(MeshModel mesh, Map<String, Point> places) {
        boolean isCrowded = mesh.nodes().size() > MANY;
        return MeshText.pairs(mesh.nodes()).stream()
                .filter(pair -> !isCrowded || mesh.pair(pair.one(), pair.other()) != State.VERIFIED)
                .map(pair -> line(mesh, pair, places))
                .collect(Collectors.joining());
    }

    private static String line(MeshModel mesh, Pair pair, Map<String, Point> places) {
        State state = mesh.pair(pair.one(), pair.other());
        String reasons = state == State.MISSING ? ": " + mesh.reasons(pair.one(), pair.other()) : "";
        Point from = at(places, pair.one());
        Point to = at(places, pair.other());
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"><title>%s, %s%s</title></line>%n",
                state.name().substring(0, 1).toLowerCase(Locale.ROOT),
                from.x(),
                from.y(),
                to.x(),
                to.y(),
                pair.one().pod(),
                pair.other().pod(),
                reasons);
    }

    private static String circles(List<Node> nodes, Map<String, Point> places) {
        return nodes.stream()
                .map(node -> {
                    Point place = at(places, node);
                    return String.format(
                            Locale.ROOT,
                            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"%s\" stroke=\"#424242\"><title>%s %s</title></circle>"
                                    + "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>%n",
                            place.x(),
                            place.y(),
                            RADIUS,
                            color(node),
                            node.node(),
                            node.state(),
                            place.x(),
                            place.y() + 4,
                            node.pod());
                })
                .collect(Collectors.joining());
    }

    private static String color(Node node) {
        if (!node.isSeen()) {
            return "#eeeeee";
        }
        return node.state().equals("Meshed") ? "#e8f5e9" : "#ffebee";
    }

    private static Point at(Map<String, Point> places, Node node) {
        return places.getOrDefault(node.pod(), new Point(0, 0));
    }
}
