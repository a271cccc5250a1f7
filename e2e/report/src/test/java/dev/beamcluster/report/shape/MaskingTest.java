package dev.beamcluster.report.shape;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.report.Samples;
import dev.beamcluster.report.model.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class MaskingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "erl -setcookie SECRETSECRET -name a@b",
                "erlang:set_cookie: cookie => 'SECRETSECRETSECRET'",
                "  cookie: U0VDUkVUc2VjcmV0U0VDUkVU",
                "RELEASE_COOKIE=SECRET0SECRET0SECRET0",
                "Authorization: Bearer SECRET.SECRET-SECRET",
                "token: eyJhbGciOiJSUzI1NiIs.SECRETSECRETSECRET.SECRETSECRET",
                "postgres://chat:SECRET@db:5432/chat",
                "PGPASSWORD=SECRET psql",
                "\"password\": \"SECRET\"",
                "tls.key: LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tSECRET",
                "client-key-data: LS0tLS1CRUdJTiBFQyBQUklWQVRFSECRETSECRET",
                "-----BEGIN EC PRIVATE KEY-----\nSECRET\nSECRET\n-----END EC PRIVATE KEY-----"
            })
    void whatLooksLikeASecretIsMasked(String text) {
        assertThat(Masking.of(List.of()).apply(text)).contains(Masking.MASK).doesNotContain("SECRET", "U0VDUkVU");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commit 2f11a74b0c1f4f7f8e0d5b6a7c8d9e0f1a2b3c4d",
                "beamcluster/operator@sha256:9287153aa517f976dd08da7b572f1702d647f64995cd2e6c45447be1d2661f98",
                "secret: chat-cookie-of-the-mesh",
                "cookie: chat",
                "the cookie of chat-0 differs",
                "http://127.0.0.1:8080/healthz",
                "secretName: chat-distribution-tls"
            })
    void namesDigestsAndProseAreLeftAsTheyAre(String text) {
        assertThat(Masking.of(List.of()).apply(text)).isEqualTo(text);
    }

    @Test
    void givenValuesAreMaskedAlsoInBase64() {
        // Given
        var masking = Masking.of(List.of("very-own-value", "very-own-value-and-more", "short", ""));

        // When, then
        assertThat(masking.apply("a very-own-value, a very-own-value-and-more, dmVyeS1vd24tdmFsdWU=, a short one"))
                .isEqualTo("a [masked], a [masked], [masked], a short one");
    }

    @Test
    void everyTextOfARunIsMasked() {
        // Given
        var run = Samples.run(
                Samples.test(
                        "fails",
                        new Outcome.Failed("message very-own-value", "stack very-own-value"),
                        "out very-own-value"),
                Samples.test("skips very-own-value", new Outcome.Skipped("reason very-own-value")));

        // When, then
        assertThat(Masking.of(List.of("very-own-value")).apply(run).toString())
                .contains("message [masked]", "stack [masked]", "out [masked]", "reason [masked]", "skips [masked]")
                .doesNotContain("very-own-value");
    }
}
