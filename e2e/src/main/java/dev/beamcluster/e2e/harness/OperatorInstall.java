package dev.beamcluster.e2e.harness;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.awaitility.Awaitility;

/**
 * The operator as shipped: the plain manifest, which is rendered from the chart.
 *
 * @param manifest its text
 * @param deployment the Deployment of the operator in it
 */
public record OperatorInstall(String manifest, Deployment deployment) {

    /** The committed manifest. */
    public static final String MANIFEST = "deploy/beamcluster.yaml";

    /** The manifest in the clone. */
    public static OperatorInstall of(Repository repository) {
        return of(repository.text(MANIFEST));
    }

    /**
     * Parses a manifest.
     *
     * @throws IllegalArgumentException if it does not contain exactly one Deployment
     */
    public static OperatorInstall of(String manifest) {
        var deployments = deployments(manifest);
        if (deployments.size() != 1) {
            throw new IllegalArgumentException(
                    "%s must hold one Deployment, but has %d".formatted(MANIFEST, deployments.size()));
        }
        return new OperatorInstall(manifest, deployments.getFirst());
    }

    /**
     * The chart, rendered for a cluster without the CustomResourceDefinition.
     *
     * @param namespace of the operator
     * @param values each {@code name=value}, in the syntax of Helm's {@code --set}
     */
    public static OperatorInstall ofChart(Repository repository, Cluster cluster, String namespace, String... values) {
        return of(rendered(
                repository,
                cluster,
                namespace,
                Stream.of(values).map(value -> "--set=" + value).toArray(String[]::new)));
    }

    /** The objects of the chart as YAML, rendered with these options of Helm. */
    public static String rendered(Repository repository, Cluster cluster, String namespace, String... options) {
        return helm(repository, "template", namespace)
                .with("--kube-version="
                        + cluster.client().getKubernetesVersion().getGitVersion())
                .with(options)
                .run()
                .orFail();
    }

    private static Command helm(Repository repository, String verb, String namespace) {
        return Command.of(
                repository.file("deploy/helm").toString(),
                verb,
                "beamcluster",
                repository.file("deploy/chart").toString(),
                "--namespace=" + namespace);
    }

    private static List<Deployment> deployments(String manifest) {
        Object parsed = new KubernetesSerialization()
                .unmarshal(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)));
        var objects = parsed instanceof Iterable<?> several ? several : List.of(parsed);
        return Stream.of(objects)
                .flatMap(all -> StreamSupport.stream(all.spliterator(), false))
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .toList();
    }

    /** The namespace of the operator. */
    public String namespace() {
        return deployment.getMetadata().getNamespace();
    }

    /** The name of the Deployment. */
    public String name() {
        return deployment.getMetadata().getName();
    }

    /** The images of its pods. */
    public List<String> images() {
        return images(deployment.getSpec().getTemplate().getSpec());
    }

    private static List<String> images(PodSpec pod) {
        return pod.getContainers().stream()
                .map(container -> container.getImage())
                .toList();
    }

    /** Installs the chart with Helm, and waits until the operator is available. */
    public void installChart(Cluster cluster, Repository repository) {
        var helm = helm(repository, "install", namespace())
                .with("--create-namespace")
                .withVariable("KUBECONFIG", cluster.kubeconfig().toString());
        var _ = helm.run().orFail();
        awaitDiscovery(cluster);
        awaitAvailable(cluster);
    }

    /** Applies the manifest, and waits until the operator is available. */
    public void install(Cluster cluster) {
        var kubectl = cluster.kubectl().withOwnCache();
        var _ = kubectl.applyServerSide(manifest).orFail();
        var _ = kubectl.run("wait", "--for=condition=Established", "crd/beamclusters.beamcluster.dev", "--timeout=60s")
                .orFail();
        awaitDiscovery(cluster);
        awaitAvailable(cluster);
    }

    /** The API server announces a new kind shortly after it serves it; kubectl would cache the earlier answer. */
    private static void awaitDiscovery(Cluster cluster) {
        Awaitility.await("kubectl knows the kind BeamCluster")
                .atMost(Duration.ofMinutes(1))
                .until(() -> cluster.kubectl()
                        .withOwnCache()
                        .run("api-resources", "--api-group=beamcluster.dev")
                        .out()
                        .contains("BeamCluster"));
    }

    /** Stops the operator gracefully, and waits until its pods are gone. */
    public void stop(Cluster cluster) {
        scale(cluster, 0);
        Awaitility.await("the operator's pods are gone")
                .atMost(Duration.ofMinutes(2))
                .until(() -> new OperatorLog(cluster, this).pods().isEmpty());
    }

    /** Starts the operator after {@link #stop}, and waits until it leads: until then it does nothing. */
    public void start(Cluster cluster) {
        scale(cluster, 1);
        awaitAvailable(cluster);
        awaitLeader(cluster);
    }

    private void scale(Cluster cluster, int replicas) {
        var _ = cluster.kubectl()
                .in(namespace())
                .run("scale", "deployment/" + name(), "--replicas=" + replicas)
                .orFail();
    }

    /** Stops the operator gracefully and starts it again. */
    public void restart(Cluster cluster) {
        var _ = cluster.kubectl()
                .in(namespace())
                .run("rollout", "restart", "deployment/" + name())
                .orFail();
        awaitAvailable(cluster);
    }

    /**
     * Waits until one of its pods, with its images, holds the Lease, and those of another version are gone, which may write a
     * status until they end; at most two minutes.
     */
    public void awaitLeader(Cluster cluster) {
        Awaitility.await("the operator leads").atMost(Duration.ofMinutes(2)).until(() -> {
            var holder = cluster.kubectl()
                    .in(namespace())
                    .run("get", "lease", "beamcluster-operator", "--output", "jsonpath={.spec.holderIdentity}");
            var pods = new OperatorLog(cluster, this).pods();
            return pods.stream().allMatch(pod -> images(pod.getSpec()).equals(images()))
                    && pods.stream().anyMatch(pod -> pod.getMetadata().getName().equals(holder.out()));
        });
    }

    /** Waits until the pods of the operator are available; at most five minutes. */
    public void awaitAvailable(Cluster cluster) {
        var _ = cluster.kubectl()
                .in(namespace())
                .run("rollout", "status", "deployment/" + name(), "--timeout=300s")
                .orFail();
    }
}
