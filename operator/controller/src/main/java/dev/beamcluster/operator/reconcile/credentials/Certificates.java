package dev.beamcluster.operator.reconcile.credentials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;

import io.fabric8.kubernetes.api.model.Secret;

import dev.beamcluster.mesh.tls.TlsFiles;

/** A key, its certificate and a certificate authority, from a Secret of type {@code kubernetes.io/tls}. */
final class Certificates {

    static final List<String> KEYS = TlsFiles.KEYS;

    private Certificates() {}

    /**
     * Returns a context that presents the certificate and trusts certificates that the authority signed.
     *
     * @throws IOException if a key is missing or invalid; the message names the key and never quotes it
     */
    static SSLContext context(Secret secret) throws IOException {
        return TlsFiles.context(texts(secret));
    }

    /**
     * Returns when the first certificate of the chain expires.
     *
     * @throws IOException as above
     */
    static Instant expiration(Secret secret) throws IOException {
        return TlsFiles.expiration(texts(secret));
    }

    private static Map<String, String> texts(Secret secret) {
        Map<String, String> data = Objects.requireNonNullElse(secret.getData(), Map.of());
        var texts = new HashMap<String, String>();
        KEYS.stream()
                .filter(data::containsKey)
                .forEach(key -> texts.put(key, text(Objects.requireNonNull(data.get(key)))));
        return texts;
    }

    private static String text(String encoded) {
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII);
    }
}
