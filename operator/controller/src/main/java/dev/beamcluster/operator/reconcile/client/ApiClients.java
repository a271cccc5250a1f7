package dev.beamcluster.operator.reconcile.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/**
 * The connections to the API server. The Lease, lists and watches have one of their own, with threads of their own, so that they
 * never wait behind the requests of reconciles.
 *
 * @param watching for the Lease, lists and watches; objects come without the parts that nobody reads ({@link TrimmedObjects})
 * @param requests for everything else; objects are complete, but for what is nested too deep ({@link BoundedDepth})
 */
public record ApiClients(KubernetesClient watching, KubernetesClient requests) implements AutoCloseable {

    /** Creates both. */
    public static ApiClients of(Config config) {
        return new ApiClients(
                new KubernetesClientBuilder()
                        .withConfig(config)
                        .withKubernetesSerialization(TrimmedObjects.serialization())
                        .build(),
                new KubernetesClientBuilder()
                        .withConfig(config)
                        .withKubernetesSerialization(BoundedDepth.serialization())
                        .build());
    }

    @Override
    public void close() {
        requests.close();
        watching.close();
    }
}
