package dev.beamcluster.operator.reconcile.credentials;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.fabric8.kubernetes.api.model.Secret;

/** A key, its certificate and a certificate authority, from a Secret of type {@code kubernetes.io/tls}. */
final class Certificates {

    static final List<String> KEYS = List.of("tls.crt", "tls.key", "ca.crt");

    /** For a key store that never leaves memory. */
    private static final char[] NO_PASSWORD = {};

    private Certificates() {}

    /**
     * Returns a context that presents the certificate and trusts certificates that the authority signed.
     *
     * @throws IOException if a key is missing or invalid; the message names the key and never quotes it
     */
    static SSLContext context(Secret secret) throws IOException {
        var keys = keys(secret);
        var trust = authority(secret);
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("its key and certificates cannot be used for TLS", e);
        }
    }

    /**
     * Returns when the first certificate of the chain expires.
     *
     * @throws IOException as above
     */
    static Instant expiration(Secret secret) throws IOException {
        return certificates(secret, "tls.crt").stream()
                .map(X509Certificate.class::cast)
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static KeyManagerFactory keys(Secret secret) throws IOException {
        List<? extends Certificate> chain = certificates(secret, "tls.crt");
        String pem = text(secret, "tls.key");
        try {
            PrivateKey key = PrivateKeys.read(pem, chain.getFirst().getPublicKey());
            KeyStore store = emptyStore();
            store.setKeyEntry("node", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IOException("tls.key is not an unencrypted PEM private key of the algorithm of tls.crt", e);
        }
    }

    /** Trusts only the authority in the Secret: the JDK's own authorities must not be trusted. */
    private static TrustManagerFactory authority(Secret secret) throws IOException {
        try {
            KeyStore store = emptyStore();
            List<? extends Certificate> authorities = certificates(secret, "ca.crt");
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust;
        } catch (GeneralSecurityException e) {
            throw new IOException("ca.crt is not a PEM certificate", e);
        }
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static List<? extends Certificate> certificates(Secret secret, String key) throws IOException {
        try {
            List<? extends Certificate> found = List.copyOf(CertificateFactory.getInstance("X.509")
                    .generateCertificates(
                            new ByteArrayInputStream(text(secret, key).getBytes(StandardCharsets.US_ASCII))));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(key + " is not a PEM certificate", e);
        }
        throw new IOException(key + " is not a PEM certificate");
    }

    private static String text(Secret secret, String key) throws IOException {
        String encoded = Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
                .get(key);
        if (encoded == null) {
            throw new IOException("it has no key " + key);
        }
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII);
    }
}
