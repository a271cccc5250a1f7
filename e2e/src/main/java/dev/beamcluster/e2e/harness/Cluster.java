package dev.beamcluster.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kubernetes cluster for tests, the demo and the benchmarks.
 *
 * @param kubeconfig a file with which this machine reaches it
 * @param client for reading its state
 * @param kubectl for what a user does
 * @param container the node container, or empty for an existing cluster
 */
public record Cluster(
        Path kubeconfig, KubernetesClient client, Kubectl kubectl, Optional<KubernetesNodeContainer> container)
        implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    /**
     * Opens the cluster that {@link ClusterKind#choose} selects, and starts its container if it is one.
     *
     * @param name of the container
     * @param images that pods use; an existing cluster must be able to pull them
     * @param environment for the choice
     */
    public static Cluster open(String name, List<String> images, Map<String, String> environment) {
        return switch (ClusterKind.choose(environment, Docker::hasImage, Files::exists)) {
            case ClusterKind.Existing existing -> {
                LOG.atInfo().addKeyValue("kubeconfig", existing.kubeconfig()).log("cluster that is there already");
                yield connect(existing.kubeconfig(), Optional.empty());
            }
            case ClusterKind.Container node -> {
                LOG.atInfo()
                        .addKeyValue("image", node.image())
                        .addKeyValue("container", name)
                        .log("starting a node");
                var container = KubernetesNodeContainer.start(name, node.image(), images);
                yield connect(container.kubeconfig(), Optional.of(container));
            }
        };
    }

    private static Cluster connect(Path kubeconfig, Optional<KubernetesNodeContainer> container) {
        var client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(text(kubeconfig)))
                .build();
        var kubectl = Kubectl.isHere() || container.isEmpty()
                ? Kubectl.local(kubeconfig)
                : Kubectl.inside(container.get().name());
        return new Cluster(kubeconfig, client, kubectl.withOwnCache(), container);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The machine on which the pods run.
     *
     * @throws IllegalStateException for an existing cluster: tests must not cut links on its nodes
     */
    public KubernetesNode node() {
        return container.orElseThrow(() -> new IllegalStateException(
                "only a node in a container can be reached as root: unset KUBECONFIG, or set " + ClusterKind.VARIABLE));
    }

    @Override
    public void close() {
        client.close();
        container.ifPresent(KubernetesNodeContainer::close);
    }
}
