package dev.beamcluster.operator.metrics;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A request to the API server, without the names of objects and namespaces in its path.
 *
 * @param verb the verb as rights name it (Kubernetes, Authorization Overview)
 * @param resource the plural, with the subresource, for example {@code beamclusters/status}; {@code other} for another
 *     path
 */
public record ApiCall(String verb, String resource) {

    private static final Pattern PLURAL = Pattern.compile("[a-z]{1,63}");
    private static final Pattern WATCH = Pattern.compile("(.*&)?watch=(true|1)(&.*)?");
    private static final String OTHER = "other";

    /** Returns the call of a request. */
    public static ApiCall of(String method, URI uri) {
        Deque<String> path = path(uri);
        boolean isNamed = path.size() > 1;
        String plural = Objects.requireNonNullElse(path.poll(), "");
        path.poll(); // the name
        String subresource = Objects.requireNonNullElse(path.poll(), "");
        boolean isResource = PLURAL.matcher(plural).matches()
                && (subresource.isEmpty() || PLURAL.matcher(subresource).matches());
        String resource = subresource.isEmpty() ? plural : plural + "/" + subresource;
        return new ApiCall(
                verb(method, isNamed, Objects.requireNonNullElse(uri.getQuery(), "")), isResource ? resource : OTHER);
    }

    /** Returns what follows the group, the version and the namespace; nothing for another path. */
    private static Deque<String> path(URI uri) {
        var path = new ArrayDeque<>(
                List.of(Objects.requireNonNullElse(uri.getPath(), "").split("/")));
        path.poll(); // before the first slash
        int prefix = "api".equals(path.peek()) ? 2 : "apis".equals(path.peek()) ? 3 : path.size();
        for (int i = 0; i < prefix; i++) {
            path.poll();
        }
        if (path.size() > 2 && "namespaces".equals(path.peek())) {
            path.poll();
            path.poll();
        }
        return path;
    }

    private static String verb(String method, boolean isNamed, String query) {
        return switch (method) {
            case "GET" -> WATCH.matcher(query).matches() ? "watch" : isNamed ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH", "DELETE" -> method.toLowerCase(Locale.ROOT);
            default -> OTHER;
        };
    }
}
