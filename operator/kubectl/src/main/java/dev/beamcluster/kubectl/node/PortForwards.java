package dev.beamcluster.kubectl.node;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;

import dev.beamcluster.kubectl.cluster.Unreadable;
import dev.beamcluster.mesh.erlang.Dialer;

/**
 * Connections to pods through the API server. The kubelet connects to a port at the loopback address of the pod, so a node that
 * listens at the address of its pod only cannot be reached.
 */
public final class PortForwards implements Dialer, AutoCloseable {

    private final KubernetesClient client;
    private final String namespace;
    private final Map<String, String> podsByAddress;
    private final Map<Target, LocalPortForward> forwards = new ConcurrentHashMap<>();

    private record Target(String pod, int port) {}

    /**
     * Creates none yet; the first connection to a port does.
     *
     * @param podsByAddress the names of the pods by their IP addresses
     */
    public PortForwards(KubernetesClient client, String namespace, Map<String, String> podsByAddress) {
        this.client = client;
        this.namespace = namespace;
        this.podsByAddress = Map.copyOf(podsByAddress);
    }

    /**
     * Checks that the person may forward ports, which a failed connection would not say. A WebSocket begins with a GET, for
     * which some versions of Kubernetes ask for {@code create} too.
     *
     * @throws Unreadable if not
     */
    public void checkRights() {
        for (String verb : new String[] {"get", "create"}) {
            SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withNewResourceAttributes()
                    .withNamespace(namespace)
                    .withVerb(verb)
                    .withResource("pods")
                    .withSubresource("portforward")
                    .endResourceAttributes()
                    .endSpec()
                    .build();
            try {
                SelfSubjectAccessReview answer = client.resource(review).create();
                if (answer.getStatus() == null || !answer.getStatus().getAllowed()) {
                    throw new Unreadable("missing right: you may not %s pods/portforward in the namespace %s"
                            .formatted(verb, namespace));
                }
            } catch (KubernetesClientException e) {
                throw Unreadable.because(e);
            }
        }
    }

    @Override
    public Socket open(String address, int port, Duration timeout) throws IOException {
        String pod = podsByAddress.get(address);
        if (pod == null) {
            throw new ConnectException("no pod has the address " + address);
        }
        LocalPortForward forward = forward(new Target(pod, port));
        var socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), forward.getLocalPort()),
                    Math.toIntExact(timeout.toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private LocalPortForward forward(Target target) throws IOException {
        try {
            return forwards.computeIfAbsent(
                    target,
                    wanted -> client.pods()
                            .inNamespace(namespace)
                            .withName(wanted.pod())
                            .portForward(wanted.port()));
        } catch (KubernetesClientException e) {
            throw new ConnectException(Unreadable.because(e).getMessage());
        }
    }

    /** Returns the port of a pod at which a connection was refused, if there was one. */
    public Optional<Integer> refusedPort(String pod) {
        return forwards.entrySet().stream()
                .filter(entry -> entry.getKey().pod().equals(pod))
                .filter(entry -> entry.getValue().errorOccurred())
                .map(entry -> entry.getKey().port())
                .findFirst();
    }

    @Override
    public void close() {
        forwards.values().forEach(forward -> {
            try {
                forward.close();
            } catch (IOException e) {
                // The process ends.
            }
        });
    }
}
