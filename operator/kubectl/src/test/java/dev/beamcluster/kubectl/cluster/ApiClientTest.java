package dev.beamcluster.kubectl.cluster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.beamcluster.mesh.tls.TlsFiles;
import dev.beamcluster.testkit.TestAuthority;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApiClientTest {

    private static final TestAuthority AUTHORITY = new TestAuthority("api");

    @ParameterizedTest
    @CsvSource({"EC, true", "EC, false", "RSA, true", "RSA, false"})
    void everyFormOfAClientKeyIsRead(String algorithm, boolean isPkcs8) throws Exception {
        // Given an API server that demands a certificate
        var issued =
                AUTHORITY.issue(algorithm, List.of("localhost"), Instant.now().plus(Duration.ofDays(1)));
        String key = isPkcs8 ? issued.pkcs8() : issued.traditional();
        HttpsServer server = server(TlsFiles.context(
                Map.of("tls.crt", issued.certificate(), "tls.key", key, "ca.crt", AUTHORITY.certificate())));
        try (var client = ApiClient.of(config(server, issued.certificate(), key), new HttpConnections())) {
            // Then
            assertThat(client.pods().inNamespace("shop").list().getItems()).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aKeyThatCannotBeReadIsSaid() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("https://localhost:1")
                .withClientCertData("nonsense")
                .withClientKeyData("nonsense")
                .build();

        assertThatThrownBy(() -> ApiClient.of(config, new HttpConnections()))
                .isInstanceOf(Unreadable.class)
                .hasMessage("a certificate of the kubeconfig cannot be used: tls.crt is not a PEM certificate");
    }

    private static Config config(HttpsServer server, String certificate, String key) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://localhost:" + server.getAddress().getPort())
                .withCaCertData(encoded(AUTHORITY.certificate()))
                .withClientCertData(encoded(certificate))
                .withClientKeyData(encoded(key))
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout(120_000)
                .withRequestTimeout(120_000)
                .build();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(US_ASCII));
    }

    private static HttpsServer server(SSLContext tls) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters connection) {
                SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
                parameters.setNeedClientAuth(true);
                connection.setSSLParameters(parameters);
            }
        });
        server.createContext("/", exchange -> {
            byte[] answer = "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[]}".getBytes(US_ASCII);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }
}
