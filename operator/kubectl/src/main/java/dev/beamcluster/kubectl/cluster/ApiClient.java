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
     * Connects as the configuration says. A client certificate is read here, because the client library reads keys in the forms
     * that k3s and others write (RFC 5915) only with a library of several megabytes.
     *
     * @throws Unreadable if the certificate or its key cannot be read
     */
    public static KubernetesClient of(Config config) {
        try {
            Optional<String> certificate = text(config.getClientCertData(), config.getClientCertFile());
            Optional<String> key = text(config.getClientKeyData(), config.getClientKeyFile());
            return certificate.isPresent() && key.isPresent()
                    ? withIdentity(
                            config, TlsFiles.identity(Map.of("tls.crt", certificate.get(), "tls.key", key.get())))
                    : new KubernetesClientBuilder().withConfig(config).build();
        } catch (IOException | GeneralSecurityException e) {
            throw new Unreadable("the client certificate of the kubeconfig cannot be used: " + e.getMessage());
        }
    }

    private static KubernetesClient withIdentity(Config config, KeyManager[] identity)
            throws IOException, GeneralSecurityException {
        config.setClientCertData(null);
        config.setClientCertFile(null);
        config.setClientKeyData(null);
        config.setClientKeyFile(null);
        TrustManager[] trusted = SSLUtils.trustManagers(config);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(http -> http.sslContext(identity, trusted))
                .build();
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
