package dev.beamcluster.e2e;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * The operator as it is shipped: the plain manifest, which is the chart's rendering.
 *
 * @param manifest its text
 * @param deployment the operator's own Deployment in it
 */
public record OperatorInstall(String manifest, Deployment deployment) {

    /** The committed manifest. */
    public static final String MANIFEST = "deploy/beamcluster.yaml";

    /** What the clone ships. */
    public static OperatorInstall of(Repository repository) {
        return of(repository.text(MANIFEST));
    }

    /**
     * That manifest.
     *
     * @throws IllegalArgumentException when there is not exactly one Deployment in it
     */
    public static OperatorInstall of(String manifest) {
        var deployments = deployments(manifest);
        if (deployments.size() != 1) {
            throw new IllegalArgumentException(
                    "%s must hold one Deployment, but has %d".formatted(MANIFEST, deployments.size()));
        }
        return new OperatorInstall(manifest, deployments.getFirst());
    }

    private static List<Deployment> deployments(String manifest) {
        Object parsed = new KubernetesSerialization()
                .unmarshal(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)));
        var objects = parsed instanceof Iterable<?> several ? several : List.of(parsed);
        return Stream.of(objects)
                .flatMap(all -> java.util.stream.StreamSupport.stream(all.spliterator(), false))
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .toList();
    }

    /** The namespace that it lives in. */
    public String namespace() {
        return deployment.getMetadata().getNamespace();
    }

    /** The Deployment's name. */
    public String name() {
        return deployment.getMetadata().getName();
    }

    /** The images that its pods ask for. */
    public List<String> images() {
        return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .map(container -> container.getImage())
                .toList();
    }

    /** Puts it on a cluster and waits until it is available. */
    public void install(Cluster cluster) {
        var _ = cluster.kubectl().applyServerSide(manifest).orFail();
        var _ = cluster.kubectl()
                .run("wait", "--for=condition=Established", "crd/beamclusters.beamcluster.dev", "--timeout=60s")
                .orFail();
        awaitAvailable(cluster);
    }

    /** Waits until the operator's pods are available, two minutes at most. */
    public void awaitAvailable(Cluster cluster) {
        var _ = cluster.kubectl()
                .in(namespace())
                .run("rollout", "status", "deployment/" + name(), "--timeout=120s")
                .orFail();
    }
}
