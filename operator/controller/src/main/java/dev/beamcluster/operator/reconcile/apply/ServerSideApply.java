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

/** The only way in which the operator writes objects. */
public final class ServerSideApply {

    /** The owner of every field that the operator sets, in objects and in the status (Kubernetes, Server-Side Apply). */
    public static final String FIELD_MANAGER = "beamcluster-operator";

    /**
     * The owner of fields that are carried over from one StatefulSet to the next. A separate owner, so that the operator's next
     * write keeps them.
     */
    private static final String CARRIED_FIELDS_MANAGER = FIELD_MANAGER + "-carried";

    /** The revision of an empty etcd. Every object has a later one. */
    private static final String VERSION_OF_NONE = "1";

    /**
     * An answer of 500 may be final ({@link ApiErrors}), and should be reported within seconds; the client's default is to retry
     * for about twenty. A transient error does no harm, since the reconcile is retried too.
     */
    private static final int TRIES_AFTER_THE_FIRST = 4;

    private final KubernetesClient client;

    ServerSideApply(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Creates an object. The answer is a conflict if an object of this name exists, regardless of its owner: an apply with a resource
     * version changes only an object of that version, and creates any (k8s.io/apiserver, {@code Store.Update}).
     */
    HasMetadata create(HasMetadata object) {
        HasMetadata created = Serialization.clone(object);
        created.getMetadata().setResourceVersion(VERSION_OF_NONE);
        return apply(created, FIELD_MANAGER);
    }

    /**
     * Changes the object exactly as it was read. The operator takes over its fields from any other manager, and fields that it no
     * longer sets are removed. The answer is a conflict if an object with another UID has the name, or if the StatefulSet has
     * changed since: lowering its partition or its size terminates pods, and must not follow from a stale read.
     */
    HasMetadata change(HasMetadata object, HasMetadata read) {
        HasMetadata precise = precise(object, read);
        if (read instanceof StatefulSet) {
            precise.getMetadata().setResourceVersion(read.getMetadata().getResourceVersion());
        }
        return apply(precise, FIELD_MANAGER);
    }

    /** Sets fields that the user may change and that remain when the operator does not set them. */
    HasMetadata carry(HasMetadata object, HasMetadata read) {
        return apply(precise(object, read), CARRIED_FIELDS_MANAGER);
    }

    private static HasMetadata precise(HasMetadata object, HasMetadata read) {
        HasMetadata precise = Serialization.clone(object);
        precise.getMetadata().setUid(read.getMetadata().getUid());
        return precise;
    }

    private HasMetadata apply(HasMetadata object, String manager) {
        return client.adapt(NamespacedKubernetesClient.class)
                .withRequestConfig(limitedRetries())
                .call(limited -> limited.resource(object).patch(context(manager)));
    }

    /** Returns the context of a forced server-side apply by this manager. */
    public static PatchContext context(String manager) {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build();
    }

    private RequestConfig limitedRetries() {
        return new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestRetryBackoffLimit(TRIES_AFTER_THE_FIRST)
                .build();
    }
}
