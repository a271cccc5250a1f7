package dev.beamcluster.mesh.tls;

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A key, its certificate and a certificate authority, from PEM texts as cert-manager names them. */
public final class TlsFiles {

    /** The names of the texts. */
    public static final List<String> KEYS = List.of("tls.crt", "tls.key", "ca.crt");

    /** For a key store that never leaves memory. */
    private static final char[] NO_PASSWORD = {};

    private TlsFiles() {}

    /**
     * Returns a context that presents the certificate and trusts certificates that the authority signed.
     *
     * @param texts by their names, {@link #KEYS}
     * @throws IOException if a text is missing or invalid; the message names it and never quotes it
     */
    public static SSLContext context(Map<String, String> texts) throws IOException {
        var keys = keys(texts);
        var trust = authority(texts);
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("its key and certificates cannot be used for TLS", e);
        }
    }

    /**
     * Returns when the first certificate of the chain {@code tls.crt} expires.
     *
     * @throws IOException as {@link #context}
     */
    public static Instant expiration(Map<String, String> texts) throws IOException {
        return certificates(texts, "tls.crt").stream()
                .map(X509Certificate.class::cast)
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Returns what presents the certificate {@code tls.crt} with the key {@code tls.key}, without an authority.
     *
     * @throws IOException as {@link #context}
     */
    public static KeyManager[] identity(Map<String, String> texts) throws IOException {
        return keys(texts).getKeyManagers();
    }

    /**
     * Returns what trusts the certificates that the authority {@code ca.crt} signed, and no others.
     *
     * @throws IOException as {@link #context}
     */
    public static TrustManager[] trust(Map<String, String> texts) throws IOException {
        return authority(texts).getTrustManagers();
    }

    private static KeyManagerFactory keys(Map<String, String> texts) throws IOException {
        List<? extends Certificate> chain = certificates(texts, "tls.crt");
        String pem = text(texts, "tls.key");
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
    private static TrustManagerFactory authority(Map<String, String> texts) throws IOException {
        try {
            KeyStore store = emptyStore();
            List<? extends Certificate> authorities = certificates(texts, "ca.crt");
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

    /** The default type would encrypt the key with ten thousand rounds of a hash, for a store that never leaves memory. */
    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("JKS");
        store.load(null, null);
        return store;
    }

    private static List<? extends Certificate> certificates(Map<String, String> texts, String key) throws IOException {
        try {
            List<? extends Certificate> found = List.copyOf(CertificateFactory.getInstance("X.509")
                    .generateCertificates(
                            new ByteArrayInputStream(text(texts, key).getBytes(StandardCharsets.US_ASCII))));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(key + " is not a PEM certificate", e);
        }
        throw new IOException(key + " is not a PEM certificate");
    }

    private static String text(Map<String, String> texts, String key) throws IOException {
        String text = texts.get(key);
        if (text == null) {
            throw new IOException("it has no key " + key);
        }
        return text;
    }
}
