package dev.beamcluster.operator.reconcile.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import dev.beamcluster.operator.audit.ApiAudit;
import dev.beamcluster.operator.metrics.ApiRequests;

/**
 * The connections to the API server. The Lease, lists and watches have one of their own, with threads of their own, so that they
 * never wait behind the requests of reconciles.
 *
 * @param watching for the Lease, lists and watches; objects come without the parts that nobody reads ({@link TrimmedObjects})
 * @param requests for everything else; objects are complete, but for what is nested too deep ({@link BoundedDepth})
 */
public record ApiClients(KubernetesClient watching, KubernetesClient requests) implements AutoCloseable {

    /**
     * Creates both.
     *
     * @param counter counts the requests of both
     * @param audit writes down the writes of both
     */
    public static ApiClients of(Config config, ApiRequests counter, ApiAudit audit) {
        return new ApiClients(
                builder(config, counter, audit)
                        .withKubernetesSerialization(TrimmedObjects.serialization())
                        .build(),
                builder(config, counter, audit)
                        .withKubernetesSerialization(BoundedDepth.serialization())
                        .build());
    }

    private static KubernetesClientBuilder builder(Config config, ApiRequests counter, ApiAudit audit) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor(ApiRequests.NAME, counter)
                        .addOrReplaceInterceptor(ApiAudit.NAME, audit));
    }

    @Override
    public void close() {
        requests.close();
        watching.close();
    }
}
