package dev.beamcluster.kubectl.view;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the API server's refusals mean, each in one line. */
public final class Refusals {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** The message of Kubernetes' RBAC authorizer. */
    private static final Pattern DENIED =
            Pattern.compile("User \"([^\"]+)\" cannot (\\w+) resource \"([^\"]+)\" in API group \"([^\"]*)\""
                    + "(?: in the namespace \"([^\"]+)\")?");

    private Refusals() {}

    /**
     * Returns what is wrong, in one line; a missing right with its name.
     *
     * @param code the HTTP status; less than 1 if there was no answer
     * @param message the words of the API server or of the client
     */
    public static String sentence(int code, String message) {
        Matcher denied = DENIED.matcher(message);
        if (code == FORBIDDEN && denied.find()) {
            String group = denied.group(4).isEmpty() ? "" : "." + denied.group(4);
            String where = denied.group(5) == null ? "in all namespaces" : "in the namespace " + denied.group(5);
            return "missing right: %s may not %s %s%s %s"
                    .formatted(denied.group(1), denied.group(2), denied.group(3), group, where);
        }
        if (code < 1) {
            return "the API server cannot be reached: " + firstLine(message);
        }
        return code == UNAUTHORIZED
                ? "the API server does not accept your credentials: log in again"
                : firstLine(message);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("no reason given");
    }
}
