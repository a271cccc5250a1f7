package dev.beamcluster.operator.reconcile.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;

/** The one way in which objects are written. */
public final class ServerSideApply {

    /** The owner of every field that the operator sets, in objects and in the status (Kubernetes, Server-Side Apply). */
    public static final String FIELD_MANAGER = "beamcluster-operator";

    /** Who holds what was carried over from a StatefulSet to the next: not ours, so that our next write leaves it. */
    private static final String CARRIER = FIELD_MANAGER + "-carried";

    /**
     * An answer of 500 may be final ({@link ApiErrors}), and should be reported within seconds; the client by itself would retry for some
     * twenty. One that passes is outlived all the same, since a reconcile is tried again.
     */
    private static final int TRIES_AFTER_THE_FIRST = 4;

    private final KubernetesClient client;

    ServerSideApply(KubernetesClient client) {
        this.client = client;
    }

    /** Creates an object that was not there. */
    HasMetadata create(HasMetadata object) {
        return apply(object, FIELD_MANAGER);
    }

    /**
     * Changes the object as it was read, and no other: fields of ours are ours, whoever else set them is overruled, and what we stop
     * setting goes away. The answer is a conflict where an object of another UID has taken its name, or where the StatefulSet changed
     * at all since: lowering its partition or its size ends pods, and must not follow from a stale read.
     */
    HasMetadata change(HasMetadata object, HasMetadata read) {
        HasMetadata precise = precise(object, read);
        if (read instanceof StatefulSet) {
            precise.getMetadata().setResourceVersion(read.getMetadata().getResourceVersion());
        }
        return apply(precise, FIELD_MANAGER);
    }

    /** Sets fields that the user may change, and that stay when we do not set them. */
    HasMetadata carry(HasMetadata object, HasMetadata read) {
        return apply(precise(object, read), CARRIER);
    }

    private static HasMetadata precise(HasMetadata object, HasMetadata read) {
        HasMetadata precise = Serialization.clone(object);
        precise.getMetadata().setUid(read.getMetadata().getUid());
        return precise;
    }

    private HasMetadata apply(HasMetadata object, String manager) {
        return client.adapt(NamespacedKubernetesClient.class)
                .withRequestConfig(impatient())
                .call(impatient -> impatient.resource(object).patch(context(manager)));
    }

    /** Server-side apply by this manager, by force. */
    public static PatchContext context(String manager) {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build();
    }

    private RequestConfig impatient() {
        return new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestRetryBackoffLimit(TRIES_AFTER_THE_FIRST)
                .build();
    }
}
