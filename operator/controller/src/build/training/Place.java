import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Where an object is: its API, its plural, its namespace, its name; empty where the path does not say. */
record Place(String api, String plural, String namespace, String name, String subresource) {

    static Place of(String path) {
        var parts = new ArrayList<>(List.of(path.substring(1).split("/")));
        String api = String.join("/", parts.subList(0, Math.min(parts.size(), parts.getFirst().equals("api") ? 2 : 3)));
        var rest = parts.subList(Math.min(parts.size(), parts.getFirst().equals("api") ? 2 : 3), parts.size());
        String namespace = "";
        if (rest.size() > 2 && rest.getFirst().equals("namespaces")) {
            namespace = rest.get(1);
            rest = rest.subList(2, rest.size());
        }
        return new Place(api, at(rest, 0), namespace, at(rest, 1), at(rest, 2));
    }

    static Place of(JsonNode object) {
        String version = object.path("apiVersion").asText();
        return new Place(
                (version.contains("/") ? "apis/" : "api/") + version,
                object.path("kind").asText().toLowerCase() + "s",
                object.at("/metadata/namespace").asText(),
                object.at("/metadata/name").asText(),
                "");
    }

    private static String at(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    Place object() {
        return new Place(api, plural, namespace, name, "");
    }

    boolean holds(Place other) {
        return api.equals(other.api) && plural.equals(other.plural)
                && (namespace.isEmpty() || namespace.equals(other.namespace));
    }
}
