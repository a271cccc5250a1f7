package dev.beamcluster.operator.audit;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fabric8.kubernetes.client.http.HttpRequest;

import dev.beamcluster.audit.Subject;
import dev.beamcluster.operator.metrics.ApiCall;

/** Finds out which object a request is about. */
final class RequestedObject {

    private static final JsonFactory JSON = new JsonFactory();

    private RequestedObject() {}

    /** Returns the object by the path and, for a new one, by the name in its metadata: nothing else of the body is read. */
    static Subject of(HttpRequest request) {
        String resource = ApiCall.of(request.method(), request.uri()).resource();
        Deque<String> path = afterVersion(request.uri());
        String namespace = "";
        if (path.size() > 2 && "namespaces".equals(path.peek())) {
            path.poll();
            namespace = path.remove();
        }
        path.poll(); // the plural
        String name = Objects.requireNonNullElse(path.poll(), "");
        return Subject.object(resource, namespace, name.isEmpty() ? newName(request) : name);
    }

    private static Deque<String> afterVersion(URI uri) {
        var path = new ArrayDeque<>(List.of(uri.getPath().split("/")));
        path.poll(); // before the first slash
        int prefix = "api".equals(path.peek()) ? 2 : 3;
        for (int i = 0; i < prefix; i++) {
            path.poll();
        }
        return path;
    }

    private static String newName(HttpRequest request) {
        String body = request.bodyString();
        if (body == null) {
            return "";
        }
        try (JsonParser json = JSON.createParser(body)) {
            return member(json, "metadata") && json.currentToken() == JsonToken.START_OBJECT && member(json, "name")
                    ? Objects.requireNonNullElse(json.getValueAsString(), "")
                    : "";
        } catch (IOException e) {
            return ""; // Not JSON: a request of another kind.
        }
    }

    /** Moves to the value of a member of the object at which the parser is, or whose beginning is next. */
    private static boolean member(JsonParser json, String name) throws IOException {
        if (json.currentToken() == null) {
            json.nextToken();
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isWanted = name.equals(json.currentName());
            json.nextToken();
            if (isWanted) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }
}
