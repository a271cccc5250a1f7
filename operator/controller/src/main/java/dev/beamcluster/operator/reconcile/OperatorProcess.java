package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.operator.reconcile.apply.ServerSideApply;
import dev.beamcluster.operator.reconcile.client.ApiClients;

/** The runtime of the operator SDK: one controller, leader election and an orderly shutdown. */
public final class OperatorProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);
    private static final String LEASE = "beamcluster-operator";

    /**
     * How many BeamClusters are reconciled at once. The others wait in a queue, each once, in the order of their events. A reconcile
     * waits for the API server most of the time.
     */
    private static final int RECONCILES_AT_ONCE = 16;

    private final ApiClients clients;
    private final Components components;
    private final Operator operator;
    private final OperatorIdentity self;
    private final boolean elects;
    private final Runnable atTheEnd;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicBoolean started = new AtomicBoolean();

    /**
     * Creates a process that has not started yet.
     *
     * @param watchNamespaces the namespaces to watch; empty for all
     * @param elects whether to wait for the Lease before anything else
     * @param atTheEnd runs when everything else has ended
     */
    public OperatorProcess(
            ApiClients clients,
            Components components,
            Set<String> watchNamespaces,
            boolean elects,
            OperatorIdentity self,
            Runnable atTheEnd) {
        this.clients = clients;
        this.components = components;
        this.self = self;
        this.elects = elects;
        this.atTheEnd = atTheEnd;
        this.operator = new Operator(this::configure);
        operator.register(new BeamClusterReconciler(components), controller -> {
            controller.withFieldManager(ServerSideApply.FIELD_MANAGER);
            controller.withInformerListLimit(Informers.PAGE);
            controller.withRetry(new GenericRetry()
                    .setInitialInterval(500)
                    .setIntervalMultiplier(2)
                    .setMaxInterval(30_000)
                    .withoutMaxAttempts());
            if (!watchNamespaces.isEmpty()) {
                controller.settingNamespaces(watchNamespaces);
            }
        });
    }

    /** Starts. The process ends on a signal, or when it loses the Lease. */
    public void start() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
        operator.start();
        started.set(true);
        LOG.info("started");
    }

    /** Whether all watches work, in Kubernetes and in the meshes. */
    public boolean isHealthy() {
        return !started.get() || (operator.getRuntimeInfo().allEventSourcesAreHealthy() && components.isHealthy());
    }

    /** Whether the operator has started. A standby that waits for the Lease is ready too. */
    public boolean isReady() {
        return started.get() || elects;
    }

    private void configure(ConfigurationServiceOverrider configuration) {
        configuration
                .withKubernetesClient(clients.watching())
                .withCloseClientOnStop(false)
                .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(
                        components.metrics().registry()))
                .withExecutorService(Executors.newFixedThreadPool(
                        RECONCILES_AT_ONCE,
                        Thread.ofVirtual().name("reconcile-", 0).factory()))
                .withReconciliationTerminationTimeout(Duration.ofSeconds(5));
        if (elects) {
            configuration.withLeaderElectionConfiguration(election());
        }
    }

    /** The exit of the SDK and a shutdown hook would wait for each other, so the operator exits itself (java-operator-sdk). */
    private LeaderElectionConfiguration election() {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
                .withLeaseNamespace(self.namespace())
                .withIdentity(self.podName())
                .withLeaderCallbacks(new LeaderCallbacks(
                        () -> LOG.info("leading"), this::lostTheLease, leader -> LOG.info("the leader is {}", leader)))
                .withExitOnStopLeading(false)
                .build();
    }

    private void lostTheLease() {
        if (!stopping.get()) {
            LOG.error("lost the Lease: another process leads");
            Runtime.getRuntime().halt(1);
        }
    }

    /**
     * Disconnects from all nodes before releasing the Lease: the next process uses the same node name as soon as it has the
     * Lease.
     */
    @Override
    public void close() {
        if (stopping.getAndSet(true)) {
            return;
        }
        operator.stop();
        components.close();
        if (elects) {
            release();
        }
        clients.close();
        atTheEnd.run();
    }

    /** Releases the Lease, so that the next process need not wait until it expires; the SDK does not. */
    private void release() {
        try {
            Lease lease = clients.watching()
                    .leases()
                    .inNamespace(self.namespace())
                    .withName(LEASE)
                    .get();
            if (lease != null && self.podName().equals(lease.getSpec().getHolderIdentity())) {
                lease.getSpec().setHolderIdentity("");
                clients.watching().resource(lease).lockResourceVersion().update();
            }
        } catch (KubernetesClientException e) {
            LOG.info("the Lease was not released: {}", e.getMessage());
        }
    }
}
