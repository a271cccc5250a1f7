package dev.beamcluster.operator.reconcile.credentials;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.operator.reconcile.ApiStandIn;

import static org.assertj.core.api.Assertions.assertThat;

class NamedSecretsTest {

    private final ApiStandIn api = new ApiStandIn();
    private final NamedSecrets secrets = new NamedSecrets(api.client());

    @AfterEach
    void end() {
        secrets.close();
        api.close();
    }

    @Test
    void onlyMetadataIsRequested() {
        // Given
        api.holdList("secrets", """
                {"kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1", "metadata": {"resourceVersion": "9"},
                 "items": [{"metadata": {"name": "mine", "namespace": "shop", "uid": "u", "resourceVersion": "7"}}]}""");

        // When
        var items = secrets.metadata().secrets().inAnyNamespace().list().getItems();

        // Then
        assertThat(items)
                .singleElement()
                .satisfies(secret -> assertThat(secret.getMetadata().getName()).isEqualTo("mine"));
        assertThat(api.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.accept())
                        .startsWith("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"));
    }

    @Test
    void anEmptyListMayBeNull() {
        // Given the answer of an API server without Secrets
        api.holdList("secrets", """
                {"kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1", "metadata": {"resourceVersion": "9"},
                 "items": null}""");

        // Then
        assertThat(secrets.metadata().secrets().inAnyNamespace().list().getItems())
                .isEmpty();
    }
}
