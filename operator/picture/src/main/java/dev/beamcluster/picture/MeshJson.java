package dev.beamcluster.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.beamcluster.picture.MeshModel.Edge;
import dev.beamcluster.picture.MeshModel.Node;

/** A mesh as JSON, with every directed link. */
final class MeshJson {

    private MeshJson() {}

    static String of(MeshModel mesh) {
        var root = new LinkedHashMap<String, Object>();
        root.put("established", mesh.established());
        root.put("expected", mesh.expected());
        root.put("probed", mesh.isProbed());
        root.put("nodes", mesh.nodes().stream().map(MeshJson::node).toList());
        root.put("links", links(mesh));
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts", e);
        }
    }

    private static Map<String, Object> node(Node node) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("pod", node.pod());
        fields.put("node", node.node());
        fields.put("state", node.state());
        if (!node.reason().isEmpty()) {
            fields.put("reason", node.reason());
        }
        if (!node.otpRelease().isEmpty()) {
            fields.put("otpRelease", node.otpRelease());
        }
        return fields;
    }

    private static List<Map<String, Object>> links(MeshModel mesh) {
        var links = new ArrayList<Map<String, Object>>();
        for (Node from : mesh.nodes()) {
            for (Node to : mesh.nodes()) {
                if (!from.equals(to)) {
                    var link = new LinkedHashMap<String, Object>();
                    link.put("from", from.pod());
                    link.put("to", to.pod());
                    link.put("state", mesh.state(from, to).name().toLowerCase(Locale.ROOT));
                    String reason = mesh.missing().get(new Edge(from.pod(), to.pod()));
                    if (reason != null) {
                        link.put("reason", reason);
                    }
                    links.add(link);
                }
            }
        }
        return links;
    }
}
