package dev.beamcluster.e2e.tests.operator;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is asked of the API server.
 *
 * @param method of HTTP
 * @param path with the query
 */
record ApiRequest(String method, String path) {

    /** {@code /api/v1/...} or {@code /apis/GROUP/VERSION/...}: a collection, an object in it, or a part of that object. */
    private static final Pattern RESOURCE = Pattern.compile(
            "/(?:api|apis/(?<group>[^/]+))/v[^/]+(?:/namespaces/[^/]+)?/(?<plural>[^/?]+)(?:/(?<name>[^/?]+)(?:/(?<part>[^/?]+))?)?(?:\\?.*)?");

    /** Made so often and by so many that they tell nothing of a BeamCluster: the leader's own lease, and what it says. */
    private static final List<String> UNCOUNTED = List.of("leases", "events");

    /** Whether it changes an object. Leases and Events, of which no object's state is made, do not count. */
    boolean isWrite() {
        var match = RESOURCE.matcher(path);
        return !method.equals("GET") && match.matches() && !UNCOUNTED.contains(match.group("plural"));
    }

    /**
     * The rights that it takes, each {@code VERB RESOURCE} or {@code VERB RESOURCE.GROUP}; none for what everybody may ask.
     *
     * @param hasCreated whether the answer said so: server-side apply of what is not there also takes the right to create
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
