package dev.beamcluster.e2e.tests.operator;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request to the API server.
 *
 * @param method of HTTP
 * @param path with the query
 */
record ApiRequest(String method, String path) {

    /** {@code /api/v1/...} or {@code /apis/GROUP/VERSION/...}: a collection, an object in it, or a subresource. */
    private static final Pattern RESOURCE = Pattern.compile(
            "/(?:api|apis/(?<group>[^/]+))/v[^/]+(?:/namespaces/[^/]+)?/(?<plural>[^/?]+)(?:/(?<name>[^/?]+)(?:/(?<part>[^/?]+))?)?(?:\\?.*)?");

    /** Not counted, because they are frequent and say nothing about a BeamCluster: the leader's Lease and the Events. */
    private static final List<String> UNCOUNTED = List.of("leases", "events");

    /** Whether it changes an object. Leases and Events do not count, because no other object depends on them. */
    boolean isWrite() {
        var match = RESOURCE.matcher(path);
        return !method.equals("GET") && match.matches() && !UNCOUNTED.contains(match.group("plural"));
    }

    /**
     * The rights that the request needs, each {@code VERB RESOURCE} or {@code VERB RESOURCE.GROUP}; none if everyone may
     * make it.
     *
     * @param hasCreated whether the answer was 201: server-side apply of a new object also needs the right to create it
     */
    Stream<String> rights(boolean hasCreated) {
        var match = RESOURCE.matcher(path);
        if (!match.matches()) {
            return Stream.empty();
        }
        var part = match.group("part") == null ? "" : "/" + match.group("part");
        var group = match.group("group") == null ? "" : "." + match.group("group");
        var verbs = hasCreated && method.equals("PATCH")
                ? Stream.of("patch", "create")
                : Stream.of(verb(match.group("name") != null));
        return verbs.map(verb -> verb + " " + match.group("plural") + part + group);
    }

    private String verb(boolean hasName) {
        return switch (method) {
            case "GET" -> path.contains("watch=true") ? "watch" : hasName ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> "delete";
            default -> throw new IllegalStateException(method + " " + path);
        };
    }
}
