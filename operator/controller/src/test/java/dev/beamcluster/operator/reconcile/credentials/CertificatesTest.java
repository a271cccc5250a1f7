package dev.beamcluster.operator.reconcile.credentials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.testkit.TestAuthority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CertificatesTest {

    private static final TestAuthority AUTHORITY = new TestAuthority("mesh");

    @ParameterizedTest
    @CsvSource({"EC, true", "EC, false", "RSA, true", "RSA, false"})
    void everyKeyFormatIsRead(String algorithm, boolean pkcs8) throws Exception {
        // Given
        var issued =
                AUTHORITY.issue(algorithm, List.of("localhost"), Instant.now().plus(Duration.ofDays(1)));
        var secret = secret(issued.certificate(), pkcs8 ? issued.pkcs8() : issued.traditional());

        // When
        var agreed = shakeHands(Certificates.context(secret), Certificates.context(secret));

        // Then
        assertThat(agreed).isEqualTo("CN=node");
    }

    @Test
    void onlyCertificatesOfTheAuthorityAreTrusted() {
        // Given
        var ours = AUTHORITY.issue(List.of("localhost"));
        var other = new TestAuthority("other");
        var stranger = other.issue(List.of("localhost"));

        // Then
        assertThatThrownBy(() -> shakeHands(
                        Certificates.context(secret(ours.certificate(), ours.pkcs8())),
                        Certificates.context(secret(stranger.certificate(), stranger.pkcs8(), other.certificate()))))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.crt", "tls.key", "ca.crt"})
    void aMissingKeyIsReported(String key) {
        var issued = AUTHORITY.issue(List.of("localhost"));
        var secret = secret(issued.certificate(), issued.pkcs8());
        secret.getData().remove(key);

        assertThatThrownBy(() -> Certificates.context(secret))
                .isInstanceOf(IOException.class)
                .hasMessage("it has no key " + key);
    }

    @Test
    void anInvalidKeyIsReportedWithoutItsContent() {
        var issued = AUTHORITY.issue(List.of("localhost"));
        var rsa = AUTHORITY.issue("RSA", List.of("localhost"), Instant.now().plus(Duration.ofDays(1)));

        assertThatThrownBy(() -> Certificates.context(secret("nonsense", issued.pkcs8())))
                .hasMessageStartingWith("tls.crt is not a PEM certificate");
        assertThatThrownBy(() -> Certificates.context(secret(issued.certificate(), "nonsense")))
                .hasMessageStartingWith("tls.key is not an unencrypted PEM private key")
                .hasMessageNotContaining("nonsense");
        assertThatThrownBy(() -> Certificates.context(secret(issued.certificate(), rsa.pkcs8())))
                .hasMessageStartingWith("tls.key is not an unencrypted PEM private key");
        assertThatThrownBy(() -> Certificates.context(secret(issued.certificate(), issued.pkcs8(), "nonsense")))
                .hasMessageStartingWith("ca.crt is not a PEM certificate");
    }

    /** Returns the name in the certificate that the client received. */
    private static String shakeHands(SSLContext client, SSLContext server) throws Exception {
        try (var listening = (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0)) {
            listening.setNeedClientAuth(true);
            var accepting = Thread.ofVirtual().start(() -> {
                try (var accepted = listening.accept()) {
                    accepted.getOutputStream().write(1);
                } catch (IOException e) {
                    // The client reports the failure.
                }
            });
            SSLSocketFactory sockets = client.getSocketFactory();
            try (var socket = (SSLSocket) sockets.createSocket("localhost", listening.getLocalPort())) {
                socket.startHandshake();
                assertThat(socket.getInputStream().read()).isEqualTo(1);
                return socket.getSession().getPeerPrincipal().getName();
            } finally {
                accepting.join();
            }
        }
    }

    private static Secret secret(String certificate, String key) {
        return secret(certificate, key, AUTHORITY.certificate());
    }

    private static Secret secret(String certificate, String key, String authority) {
        var data = new HashMap<String, String>();
        Map.of("tls.crt", certificate, "tls.key", key, "ca.crt", authority)
                .forEach((name, text) ->
                        data.put(name, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII))));
        return new SecretBuilder().withData(data).build();
    }
}
