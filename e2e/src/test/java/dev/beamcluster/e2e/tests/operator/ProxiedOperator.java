package dev.beamcluster.e2e.tests.operator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.Docker;
import dev.beamcluster.e2e.harness.Kubectl;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.OperatorLog;

import static org.awaitility.Awaitility.await;

/** The operator as it is installed, led to its API server through a {@linkplain ApiProxy proxy}, and back at the end. */
final class ProxiedOperator implements AutoCloseable {

    private final Cluster cluster;
    private final OperatorInstall operator;
    private final ApiProxy proxy;

    ProxiedOperator(Cluster cluster, OperatorInstall operator) {
        this.cluster = cluster;
        this.operator = operator;
        this.proxy = new ApiProxy(cluster.client().getConfiguration(), address(cluster));
        // One request a connection; HTTP/2 has many on one.
        environment("KUBERNETES_MASTER=" + proxy.url(), "HTTP2_DISABLE=true");
    }

    ApiProxy proxy() {
        return proxy;
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
                        () -> new OperatorLog(cluster, operator)
                                .pods().stream()
                                        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                                        .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private void environment(String... variables) {
        var _ = kubectl().run(arguments(variables)).orFail();
        operator.awaitAvailable(cluster);
    }

    private String[] arguments(String... variables) {
        var arguments = new String[variables.length + 3];
        arguments[0] = "set";
        arguments[1] = "env";
        arguments[2] = "deployment/" + operator.name();
        System.arraycopy(variables, 0, arguments, 3, variables.length);
        return arguments;
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
        environment("KUBERNETES_MASTER-", "HTTP2_DISABLE-");
        proxy.close();
    }
}
