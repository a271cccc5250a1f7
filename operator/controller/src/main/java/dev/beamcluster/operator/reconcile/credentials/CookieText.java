package dev.beamcluster.operator.reconcile.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.Secret;

import dev.beamcluster.mesh.Cookie;

/** The cookie in a Secret. Messages about an invalid cookie never quote it. */
final class CookieText {

    /** An atom that a file, a variable and an argument all preserve unchanged. */
    private static final Pattern USABLE = Pattern.compile("[!-~]{1,255}");

    private CookieText() {}

    static Optional<Cookie> of(Secret secret, String key) {
        return text(secret, key).filter(text -> USABLE.matcher(text).matches()).map(Cookie::new);
    }

    static String whyNot(Secret secret, String key) {
        String name = secret.getMetadata().getName();
        Optional<String> text = text(secret, key);
        if (text.isEmpty()) {
            return "Secret " + name + " has no key " + key;
        }
        if (text.get().isEmpty()) {
            return "the cookie in Secret " + name + " is empty";
        }
        return text.get().length() > 255
                ? "the cookie in Secret " + name + " is longer than 255 characters"
                : "the cookie in Secret " + name + " has white space, a line end or another character that is not"
                        + " printable ASCII";
    }

    private static Optional<String> text(Secret secret, String key) {
        Map<String, String> data = Objects.requireNonNullElse(secret.getData(), Map.of());
        return Optional.ofNullable(data.get(key))
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1));
    }
}
