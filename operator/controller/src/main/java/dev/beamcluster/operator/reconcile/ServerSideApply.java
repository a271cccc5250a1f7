package dev.beamcluster.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** The one way in which objects are written. */
final class ServerSideApply {

    private static final String FIELD_MANAGER = "beamcluster-operator";

    /** Who holds what was carried over from a StatefulSet to the next: not ours, so that our next write leaves it. */
    private static final String CARRIER = FIELD_MANAGER + "-carried";

    /**
     * An answer of 500 may be final ({@link ApiErrors}), and is to be told within seconds; the client by itself would ask for some
     * twenty. One that passes is outlived all the same, since a reconcile is tried again.
     */
    private static final int TRIES_AFTER_THE_FIRST = 4;

    private final KubernetesClient client;

    ServerSideApply(KubernetesClient client) {
        this.client = client;
    }

    /** Fields of ours are ours: who else set them is overruled, and what we stop setting goes away. */
    HasMetadata apply(HasMetadata object) {
        return apply(object, FIELD_MANAGER);
    }

    /** Fields that the user may change, and that stay when we do not set them. */
    HasMetadata carry(HasMetadata object) {
        return apply(object, CARRIER);
    }

    private HasMetadata apply(HasMetadata object, String manager) {
        var context = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build();
        return client.adapt(NamespacedKubernetesClient.class)
                .withRequestConfig(impatient())
                .call(impatient -> impatient.resource(object).patch(context));
    }

    private RequestConfig impatient() {
        return new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestRetryBackoffLimit(TRIES_AFTER_THE_FIRST)
                .build();
    }
}
