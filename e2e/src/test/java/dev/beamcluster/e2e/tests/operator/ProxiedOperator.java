package dev.beamcluster.e2e.tests.operator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Consumer;

import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.Docker;
import dev.beamcluster.e2e.harness.Kubectl;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.OperatorLog;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.TestNamespace;

import static org.awaitility.Awaitility.await;

/** An operator that reaches its API server through an {@linkplain ApiProxy}. */
final class ProxiedOperator implements AutoCloseable {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final OperatorInstall operator;
    private final ApiProxy proxy;
    private final Consumer<ProxiedOperator> onClose;

    private ProxiedOperator(
            Cluster cluster, OperatorInstall operator, ApiProxy proxy, Consumer<ProxiedOperator> onClose) {
        this.cluster = cluster;
        this.operator = operator;
        this.proxy = proxy;
        this.onClose = onClose;
    }

    /**
     * The installed operator; closing removes the proxy from its configuration. The proxy lasts until the last process
     * that uses it has released the Lease and ended.
     */
    static ProxiedOperator of(Cluster cluster, OperatorInstall operator) {
        var proxied = new ProxiedOperator(cluster, operator, proxy(cluster), it -> {
            it.environment("KUBERNETES_MASTER-");
            await().atMost(SOON).until(() -> it.log().pods().size() == 1);
            operator.awaitLeader(cluster);
        });
        proxied.environment("KUBERNETES_MASTER=" + proxied.proxy().url());
        return proxied;
    }

    /**
     * A second operator, installed from the chart.
     *
     * @param home its namespace
     * @param watched the only namespace whose BeamClusters it manages
     */
    static ProxiedOperator watching(TestNamespace watched, TestNamespace home) {
        var proxy = proxy(home.cluster());
        var operator = OperatorInstall.ofChart(
                Repository.here(),
                home.cluster(),
                home.name(),
                "watchNamespaces={%s}".formatted(watched.name()),
                "rbac.aggregateToUserRoles=false",
                "extraEnv[0].name=KUBERNETES_MASTER",
                "extraEnv[0].value=" + proxy.url());
        operator.install(home.cluster());
        // Deleted with its namespace.
        return new ProxiedOperator(home.cluster(), operator, proxy, _ -> {});
    }

    private static ApiProxy proxy(Cluster cluster) {
        return new ApiProxy(cluster.client().getConfiguration(), address(cluster));
    }

    ApiProxy proxy() {
        return proxy;
    }

    OperatorLog log() {
        return new OperatorLog(cluster, operator);
    }

    /**
     * Replaces the process that was cut off: deletes its pod without a grace period, as if its machine had failed, and
     * its Lease, so that the test need not wait until it expires.
     */
    void replace() {
        var old = pod();
        var _ = kubectl()
                .run("delete", "lease", "beamcluster-operator", "--ignore-not-found")
                .orFail();
        cluster.client().pods().resource(old).withGracePeriod(0).delete();
        await().atMost(SOON)
                .until(() ->
                        !pod().getMetadata().getUid().equals(old.getMetadata().getUid()));
    }

    private Pod pod() {
        return await().atMost(SOON)
                .until(
                        () -> log().pods().stream()
                                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private void environment(String variable) {
        var _ = kubectl()
                .run("set", "env", "deployment/" + operator.name(), variable)
                .orFail();
        operator.awaitAvailable(cluster);
    }

    private Kubectl kubectl() {
        return cluster.kubectl().in(operator.namespace());
    }

    /** The address of this machine for a pod of a node in a container. */
    private static InetAddress address(Cluster cluster) {
        var container = cluster.container()
                .orElseThrow(() ->
                        new IllegalStateException("a cluster elsewhere does not reach this machine: unset KUBECONFIG"));
        try {
            return InetAddress.getByName(Docker.gateway(container.name()));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        onClose.accept(this);
        proxy.close();
    }
}
