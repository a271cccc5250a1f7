package dev.beamcluster.operator.metrics;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.operator.reconcile.ApiStandIn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApiRequestsTest {

    private final ApiStandIn api = new ApiStandIn();
    private final OperatorMetrics metrics = new OperatorMetrics();
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(api.client().getConfiguration())
            .withHttpClientBuilderConsumer(
                    http -> http.addOrReplaceInterceptor(ApiRequests.NAME, new ApiRequests(metrics.registry())))
            .build();

    @AfterEach
    void end() {
        client.close();
        api.close();
    }

    @Test
    void readsAreCountedByVerbResourceAndCode() {
        api.holdList("pods", "{\"kind\": \"PodList\", \"apiVersion\": \"v1\", \"items\": []}");

        assertThat(client.pods().inAnyNamespace().list().getItems()).isEmpty();
        assertThat(client.pods().inAnyNamespace().list().getItems()).isEmpty();
        assertThat(client.secrets().inNamespace("shop").withName("chat-cookie").get())
                .isNull();

        assertThat(Scrape.of(metrics).lines())
                .contains(
                        "beamcluster_api_requests_total{code=\"200\",resource=\"pods\",verb=\"list\"} 2.0",
                        "beamcluster_api_requests_total{code=\"404\",resource=\"secrets\",verb=\"get\"} 1.0");
    }

    @Test
    void eachRetryCounts() {
        api.refuse("GET", "pods", 503, "too busy");

        assertThatThrownBy(() -> client.pods().inAnyNamespace().list()).isInstanceOf(KubernetesClientException.class);

        assertThat(Scrape.of(metrics).lines())
                .contains("beamcluster_api_requests_total{code=\"503\",resource=\"pods\",verb=\"list\"} "
                        + (double) api.requests().size());
    }
}
