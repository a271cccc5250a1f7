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

/** An operator that reaches its API server through a {@linkplain ApiProxy proxy}. */
final class ProxiedOperator implements AutoCloseable {

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

    /** The one that is installed, which is led back at the end. */
    static ProxiedOperator of(Cluster cluster, OperatorInstall operator) {
        var proxied =
                new ProxiedOperator(cluster, operator, proxy(cluster), it -> it.environment("KUBERNETES_MASTER-"));
        proxied.environment("KUBERNETES_MASTER=" + proxied.proxy().url());
        return proxied;
    }

    /**
     * Another one, from the chart.
     *
     * @param home where it lives
     * @param watched the only namespace where it looks after BeamClusters
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
        // It goes with its namespace.
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
     * Puts another process in the place of the one that was cut off: its pod goes at once, as when its machine is gone, and its
     * lease as when it has run out, which nobody needs to wait for here.
     */
    void replace() {
        var old = pod();
        var _ = kubectl()
                .run("delete", "lease", "beamcluster-operator", "--ignore-not-found")
                .orFail();
        cluster.client().pods().resource(old).withGracePeriod(0).delete();
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        !pod().getMetadata().getUid().equals(old.getMetadata().getUid()));
    }

    private Pod pod() {
        return await().until(
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

    /** This machine, as a pod of a node in a container reaches it. */
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
