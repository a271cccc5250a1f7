package dev.beamcluster.e2e.bench.soak;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kubernetes node without a machine. Only pods that tolerate its taint and select its label are bound to it. It renews its
 * Lease, without which Kubernetes would evict the pods.
 */
final class SimulatedKubernetesNode implements AutoCloseable {

    static final String NAME = "simulated";

    /** Key of its label and of its taint. */
    static final String KEY = "beamcluster.test/simulated";

    /** Nobody listens there. */
    static final String ADDRESS = "198.18.255.254";

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedKubernetesNode.class);
    private static final String LEASES = "kube-node-lease";

    /** As the kubelet does (Kubernetes, Node heartbeats). */
    private static final Duration RENEWAL = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor();

    /** Creates it, with room for that many pods. */
    SimulatedKubernetesNode(KubernetesClient client, int pods) {
        this.client = client;
        var node = node(pods, now().truncatedTo(ChronoUnit.SECONDS).toInstant().toString());
        client.resource(node).create();
        client.resource(node).patchStatus();
        client.resource(lease()).inNamespace(LEASES).create();
        var _ = renewals.scheduleAtFixedRate(this::renew, 0, RENEWAL.toSeconds(), TimeUnit.SECONDS);
    }

    private static Node node(int pods, String now) {
        var room = Map.of(
                "cpu", new Quantity("1000"), "memory", new Quantity("1Ti"), "pods", new Quantity(String.valueOf(pods)));
        return new NodeBuilder()
                .withNewMetadata()
                .withName(NAME)
                .addToLabels("kubernetes.io/hostname", NAME)
                .addToLabels(KEY, "true")
                .endMetadata()
                .withNewSpec()
                .addNewTaint()
                .withKey(KEY)
                .withEffect("NoSchedule")
                .endTaint()
                .endSpec()
                .withNewStatus()
                .withCapacity(room)
                .withAllocatable(room)
                .addNewAddress(ADDRESS, "InternalIP")
                .withConditions(List.of(ready(now)))
                .endStatus()
                .build();
    }

    private static NodeCondition ready(String now) {
        return new NodeConditionBuilder()
                .withType("Ready")
                .withStatus("True")
                .withReason("KubeletReady")
                .withMessage("simulated")
                .withLastHeartbeatTime(now)
                .withLastTransitionTime(now)
                .build();
    }

    private static Lease lease() {
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(LEASES)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(NAME)
                .withLeaseDurationSeconds(40)
                .withRenewTime(now())
                .endSpec()
                .build();
    }

    private void renew() {
        try {
            var _ = client.leases()
                    .inNamespace(LEASES)
                    .withName(NAME)
                    .edit(lease -> new LeaseBuilder(lease)
                            .editSpec()
                            .withRenewTime(now())
                            .endSpec()
                            .build());
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("the Lease of the simulated Kubernetes node was not renewed");
        }
    }

    private static ZonedDateTime now() {
        return ZonedDateTime.now(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        renewals.shutdownNow();
    }
}
