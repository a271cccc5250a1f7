package dev.beamcluster.kubectl.report;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Removes what nobody but its owner may read from objects and logs. When in doubt it removes. */
public final class Redaction {

    static final String REDACTED = "REDACTED";

    /** Shorter values would remove ordinary words. */
    private static final int SHORTEST_SECRET = 6;

    /** Variables of the operator, without secrets in them. All other values of variables are removed. */
    private static final Pattern OPEN_VARIABLE = Pattern.compile(
            "BEAM_(?!COOKIE$).*|ERL_.*FLAGS|RELEASE_(?!COOKIE$).*|RELX_(?!COOKIE$).*|USE_NODETOOL|HOME");

    private static final Pattern SECRET_FIELD =
            Pattern.compile("(?i).*(password|passwd|token|api_?key|private_?key|credentials?)");

    private static final Set<String> NOTES_OF_KUBECTL = Set.of("kubectl.kubernetes.io/last-applied-configuration");

    private static final List<Pattern> SECRETS_IN_TEXT = List.of(
            Pattern.compile("(?s)(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(?=-----END)"),
            Pattern.compile("(?i)(-setcookie[\\s\",']+)[^\\s\",']+"),
            Pattern.compile("(?i)(bearer\\s+)[A-Za-z0-9._~+/=-]+"),
            Pattern.compile("([a-z][a-z0-9+.-]*://[^\\s/:@]*:)[^\\s/@]+(?=@)"),
            Pattern.compile("(?i)((?:password|passwd|pwd|secret|token|cookie|api[_-]?key|authorization)[\"']?\\s*"
                    + "(?:=>?|:)\\s*[\"']?)[^\\s\"',;&]+"));

    private final List<String> known;

    /**
     * Creates a redaction.
     *
     * @param known values that are known to be secret
     */
    public Redaction(Collection<String> known) {
        this.known = known.stream()
                .map(String::strip)
                .filter(value -> value.length() >= SHORTEST_SECRET)
                .toList();
    }

    /** Returns a text without secrets. */
    public String text(String text) {
        String left = text;
        for (String secret : known) {
            left = left.replace(secret, REDACTED);
        }
        for (Pattern pattern : SECRETS_IN_TEXT) {
            left = pattern.matcher(left).replaceAll("$1" + Matcher.quoteReplacement(REDACTED));
        }
        return left;
    }

    /** Removes the secrets from an object. */
    public void redact(JsonNode node) {
        switch (node) {
            case ObjectNode object -> redactFields(object);
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    if (array.get(i).isTextual()) {
                        array.set(i, text(array.get(i).textValue()));
                    } else {
                        redact(array.get(i));
                    }
                }
            }
            default -> {}
        }
    }

    private void redactFields(ObjectNode object) {
        object.remove(NOTES_OF_KUBECTL);
        object.remove("managedFields");
        boolean isHidden = object.path("kind").asText().matches("Secret|ConfigMap");
        if (isHidden) {
            object.remove(List.of("data", "stringData", "binaryData"));
        }
        boolean isClosedVariable = object.path("name").isTextual()
                && object.path("value").isTextual()
                && !OPEN_VARIABLE.matcher(object.path("name").textValue()).matches();
        for (var field : List.copyOf(object.properties())) {
            JsonNode value = field.getValue();
            boolean isSecret = SECRET_FIELD.matcher(field.getKey()).matches()
                    || (isClosedVariable && field.getKey().equals("value"));
            if (value.isTextual()) {
                object.put(field.getKey(), isSecret ? REDACTED : text(value.textValue()));
            } else {
                redact(value);
            }
        }
    }
}
