package dev.beamcluster.e2e.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates for a training run, made with keytool: an RSA key for the server and one on an elliptic curve for the client, so
 * that the run loads what the JVM needs for either.
 */
final class TrainingKeys {

    private static final char[] PASSWORD = "training".toCharArray();
    /** Characters of a line of PEM (RFC 7468). */
    private static final int LINE = 64;

    private static final String SERVER = "server";
    private static final String CLIENT = "client";

    private final KeyStore server;
    private final KeyStore client;

    private TrainingKeys(KeyStore server, KeyStore client) {
        this.server = server;
        this.client = client;
    }

    /**
     * Makes them.
     *
     * @param folder an empty folder for the files
     */
    static TrainingKeys in(Path folder) throws IOException, InterruptedException {
        return new TrainingKeys(
                made(folder.resolve("server.p12"), SERVER, "RSA"), made(folder.resolve("client.p12"), CLIENT, "EC"));
    }

    private static KeyStore made(Path file, String alias, String algorithm) throws IOException, InterruptedException {
        var _ = Programs.run(
                Map.of(),
                Programs.ofJdk("keytool"),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=training",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The server's side of a connection for which the client needs its certificate. */
    SSLContext ofServer() throws IOException {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(server, PASSWORD);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(CLIENT, client.getCertificate(CLIENT));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The field of a kubeconfig by which a client trusts the server. */
    String ofKubeconfigCluster() throws IOException {
        try {
            return field(
                    "certificate-authority-data",
                    "CERTIFICATE",
                    server.getCertificate(SERVER).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The fields of a kubeconfig by which a client shows who it is. */
    String ofKubeconfigUser() throws IOException {
        try {
            byte[] certificate = client.getCertificate(CLIENT).getEncoded();
            byte[] key = client.getKey(CLIENT, PASSWORD).getEncoded();
            return field("client-certificate-data", "CERTIFICATE", certificate)
                    + ", "
                    + field("client-key-data", "PRIVATE KEY", key);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String field(String name, String kind, byte[] encoded) {
        String lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(encoded);
        String text = "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, lines);
        String data = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
        return "%s: %s".formatted(name, data);
    }
}
