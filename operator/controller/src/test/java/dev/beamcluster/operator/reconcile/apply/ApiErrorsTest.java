package dev.beamcluster.operator.reconcile.apply;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.operator.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApiErrorsTest {

    @ParameterizedTest
    @CsvSource({"400", "403", "422"})
    void aRefusalQuotesTheApiServer(int code) {
        var refused = ApiErrors.of(answer(code, "replicas: Invalid value: -1"), "StatefulSet", "chat");

        assertThat(refused.reason()).isEqualTo(Reason.ApplyRefused);
        assertThat(refused.message()).contains("StatefulSet chat", "replicas: Invalid value: -1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed to create typed patch object (shop/chat; apps/v1, Kind=StatefulSet):"
                        + " .spec.template.spec.containers[name=\"beam\"].livenesProbe: field not declared in schema",
                "failed to create typed patch object (shop/chat; /v1, Kind=Service):"
                        + " errors:\n  .spec.ports: duplicate entries for key [port=80,protocol=\"TCP\"]",
                ".spec.template.spec.hostAlias: field not declared in schema",
                ".spec.template.spec.imagePullSecrets: duplicate entries for key [name=\"a\"]"
            })
    void aSchemaErrorIsFinalDespiteItsServerErrorCode(String words) {
        assertThat(ApiErrors.of(answer(500, words), "StatefulSet", "chat").message())
                .contains(words);
    }

    @ParameterizedTest
    @CsvSource({"429", "500", "503"})
    void aWebhookThatDeniesIsFinalWhateverItsCode(int code) {
        var words = "admission webhook \"quota.example.org\" denied the request: no room";

        assertThat(ApiErrors.of(answer(code, words), "StatefulSet", "chat").message())
                .contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "500, 'failed calling webhook \"quota.example.org\": context deadline exceeded'",
        "429, too many requests",
        "500, etcdserver: request timed out",
        "500, failed to create typed live object: the server is ill",
        "503, failed to create typed patch object",
        "409, the object has been modified"
    })
    void otherErrorsAreRetried(int code, String words) {
        var e = answer(code, words);

        assertThatThrownBy(() -> ApiErrors.of(e, "StatefulSet", "chat")).isSameAs(e);
    }

    @Test
    void anErrorWithoutAMessageIsRetried() {
        var e = new KubernetesClientException("Failure executing: PATCH", 500, null);

        assertThatThrownBy(() -> ApiErrors.of(e, "StatefulSet", "chat")).isSameAs(e);
    }

    private static KubernetesClientException answer(int code, String words) {
        return new KubernetesClientException(
                new StatusBuilder().withCode(code).withMessage(words).build());
    }
}
