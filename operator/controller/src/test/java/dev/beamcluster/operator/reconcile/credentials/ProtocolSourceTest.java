package dev.beamcluster.operator.reconcile.credentials;

import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.Protocol;
import dev.beamcluster.operator.reconcile.ApiStandIn;
import dev.beamcluster.operator.reconcile.Chat;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;
import dev.beamcluster.testkit.TestAuthority;

import static org.assertj.core.api.Assertions.assertThat;

class ProtocolSourceTest {

    private static final TestAuthority AUTHORITY = new TestAuthority("mesh");

    private final ApiStandIn api = new ApiStandIn();
    private final UserSecrets secrets = new UserSecrets(api);
    private final KnownCredentials known = new KnownCredentials();
    private final ProtocolSource source =
            new ProtocolSource(new SecretReader(api.client(), (_, name) -> secrets.version(name)));

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void withoutTlsNoSecretIsRead() {
        assertThat(find("")).isEqualTo(new Credential.Ready<>(Protocol.standard()));
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void certificatesAreReadOnceForEachVersion() {
        // Given
        secrets.hold(tls("nodes", "1"));
        var first = tls(find("distribution: {tls: {secretName: nodes}}"));

        // Then the sockets are the same, since new ones would reconnect every link
        assertThat(tls(find("distribution: {tls: {secretName: nodes}}"))).isEqualTo(first);
        assertThat(api.requests()).hasSize(1);
        assertThat(first.checksHost()).isTrue();

        // When the certificates are renewed
        secrets.hold(tls("nodes", "2"));

        // Then
        assertThat(tls(find("distribution: {tls: {secretName: nodes}}"))).isNotEqualTo(first);
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    void theOperatorUsesItsOwnCertificateAndStillChecksTheNodes() {
        // Given
        var spec = "distribution: {tls: {secretName: nodes, operatorSecretName: operator, verification: Authority}}";
        secrets.hold(tls("operator", "1"));

        // Then
        assertThat(refusal(find(spec))).contains("spec.distribution.tls.secretName", "Secret nodes does not exist");

        // When
        secrets.hold(tls("nodes", "1"));

        // Then
        assertThat(tls(find(spec)).checksHost()).isFalse();
        assertThat(tls(find(spec)).sockets())
                .isNotSameAs(
                        tls(find("distribution: {tls: {secretName: nodes}}")).sockets());
    }

    @Test
    void anInvalidSecretIsReportedWithItsField() {
        // Given
        var secret = tls("nodes", "1");
        secret.getData().remove("ca.crt");
        secrets.hold(secret);

        // Then the result is the same each time, without another read
        for (int reconcile = 0; reconcile < 3; reconcile++) {
            assertThat(refusal(find("distribution: {tls: {secretName: nodes}}")))
                    .contains("spec.distribution.tls.secretName", "Secret nodes", "it has no key ca.crt");
        }
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void aSecretThatIsCreatedLaterIsFound() {
        // Given
        assertThat(refusal(find("distribution: {tls: {secretName: nodes}}"))).contains("does not exist");

        // When
        secrets.hold(tls("nodes", "1"));

        // Then
        assertThat(find("distribution: {tls: {secretName: nodes}}")).isInstanceOf(Credential.Ready.class);
    }

    private Credential<Protocol> find(String spec) {
        BeamCluster cluster = Chat.cluster(spec);
        return source.find(cluster, known);
    }

    private static Protocol.Tls tls(Credential<Protocol> found) {
        return ((Credential.Ready<Protocol>) found).value().tls().orElseThrow();
    }

    private static String refusal(Credential<Protocol> found) {
        var refused = (ApplyOutcome.Refused) ((Credential.Missing<Protocol>) found).why();
        assertThat(refused.reason()).isEqualTo(Reason.InvalidSpec);
        return refused.message();
    }

    private static Secret tls(String name, String version) {
        var issued = AUTHORITY.issue(List.of("localhost"));
        return UserSecrets.secret(
                name,
                version,
                Map.of("tls.crt", issued.certificate(), "tls.key", issued.pkcs8(), "ca.crt", AUTHORITY.certificate()));
    }
}
