package dev.beamcluster.kubectl.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.mesh.tls.TlsFiles;

/** Connects to an API server. */
public final class ApiClient {

    private ApiClient() {}

    /**
     * Connects as the configuration says. Certificates are read here: the client library reads keys in the forms that k3s and others
     * write (RFC 5915) only with a library of several megabytes, and trusts the authorities of the JDK too, which takes time to read.
     *
     * @param http opens the connections
     * @throws Unreadable if a certificate or a key cannot be read
     */
    public static KubernetesClient of(Config config, HttpConnections http) {
        try {
            KeyManager[] identity = identity(config);
            TrustManager[] trusted = trusted(config);
            return new KubernetesClientBuilder()
                    .withConfig(config)
                    .withKubernetesSerialization(PodSpecReader.serialization())
                    .withHttpClientFactory(http)
                    .withHttpClientBuilderConsumer(builder -> builder.sslContext(identity, trusted))
                    .build();
        } catch (IOException | GeneralSecurityException e) {
            throw new Unreadable("a certificate of the kubeconfig cannot be used: " + e.getMessage());
        }
    }

    /** Removes from the configuration what the client library cannot read. */
    private static KeyManager[] identity(Config config) throws IOException, GeneralSecurityException {
        Optional<String> certificate = text(config.getClientCertData(), config.getClientCertFile());
        Optional<String> key = text(config.getClientKeyData(), config.getClientKeyFile());
        if (certificate.isEmpty() || key.isEmpty()) {
            return SSLUtils.keyManagers(config);
        }
        config.setClientCertData(null);
        config.setClientCertFile(null);
        config.setClientKeyData(null);
        config.setClientKeyFile(null);
        return TlsFiles.identity(Map.of("tls.crt", certificate.get(), "tls.key", key.get()));
    }

    /** With an authority in the kubeconfig, no other one is trusted, as kubectl does it. */
    private static TrustManager[] trusted(Config config) throws IOException, GeneralSecurityException {
        Optional<String> authority = text(config.getCaCertData(), config.getCaCertFile());
        return config.isTrustCerts() || authority.isEmpty()
                ? SSLUtils.trustManagers(config)
                : TlsFiles.trust(Map.of("ca.crt", authority.get()));
    }

    private static Optional<String> text(@Nullable String data, @Nullable String file) throws IOException {
        if (data != null && !data.isEmpty()) {
            return Optional.of(
                    data.contains("-----BEGIN")
                            ? data
                            : new String(Base64.getMimeDecoder().decode(data), StandardCharsets.US_ASCII));
        }
        return file == null || file.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.readString(Path.of(file), StandardCharsets.US_ASCII));
    }
}
