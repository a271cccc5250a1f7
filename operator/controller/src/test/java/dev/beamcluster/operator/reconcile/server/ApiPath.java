package dev.beamcluster.operator.reconcile.server;

import java.util.ArrayList;
import java.util.List;

/**
 * What the path of a request names; a part that is not there is empty.
 *
 * @param api {@code api/v1} or {@code apis/GROUP/VERSION}
 */
record ApiPath(String api, String namespace, String plural, String name, String subresource) {

    static ApiPath of(String path) {
        var parts = new ArrayList<>(List.of(path.substring(1).split("/")));
        int version = parts.getFirst().equals("api") ? 2 : 3;
        String api = String.join("/", parts.subList(0, Math.min(version, parts.size())));
        List<String> rest = parts.subList(Math.min(version, parts.size()), parts.size());
        boolean isNamespaced = rest.size() > 2 && rest.getFirst().equals("namespaces");
        List<String> object = isNamespaced ? rest.subList(2, rest.size()) : rest;
        return new ApiPath(api, isNamespaced ? rest.get(1) : "", at(object, 0), at(object, 1), at(object, 2));
    }

    private static String at(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    ApiPath named(String other) {
        return new ApiPath(api, namespace, plural, other, "");
    }

    /** Whether a list of this path has the object. */
    boolean holds(ApiPath object) {
        return api.equals(object.api)
                && plural.equals(object.plural)
                && (namespace.isEmpty() || namespace.equals(object.namespace));
    }
}
