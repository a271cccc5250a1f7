package dev.beamcluster.e2e.harness;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;

import dev.beamcluster.api.v1alpha1.BeamCluster;

/**
 * Many BeamClusters of no nodes in one namespace.
 *
 * @param count how many
 */
public record ManyClusters(TestNamespace namespace, int count) {

    /** As many as the operator sends at once. */
    public static final int REQUESTS_AT_ONCE = 32;

    private static final List<Class<? extends HasMetadata>> CHILDREN =
            List.of(Secret.class, Service.class, NetworkPolicy.class, StatefulSet.class);

    /** The name of one of them. */
    public static String name(int number) {
        return "chat" + number;
    }

    /** Creates them, and waits until the operator has settled all; returns how long both took. */
    public Duration settle(Duration atMost) {
        try (var settled = new SettledClusters(namespace)) {
            long start = System.nanoTime();
            create();
            settled.await(count, atMost);
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    /** Creates them, as many at a time as the operator writes. */
    public void create() {
        atOnce(
                IntStream.range(0, count).mapToObj(ManyClusters::name).toList(),
                name -> client().resource(cluster(name))
                        .inNamespace(namespace.name())
                        .create());
    }

    /** Waits until the operator has nothing left to do for any. */
    public void awaitSettled(Duration atMost) {
        try (var settled = new SettledClusters(namespace)) {
            settled.await(count, atMost);
        }
    }

    /** Reads them. */
    public List<BeamCluster> list() {
        return client().resources(BeamCluster.class)
                .inNamespace(namespace.name())
                .list()
                .getItems();
    }

    /** Returns all that the operator made, without what names the BeamCluster that owns it. */
    public List<HasMetadata> children() {
        return CHILDREN.stream()
                .<HasMetadata>flatMap(type -> client()
                        .resources(type)
                        .inNamespace(namespace.name())
                        .withLabel("beamcluster.dev/cluster")
                        .list()
                        .getItems()
                        .stream())
                .toList();
    }

    /** The version of every object, by kind and name. */
    public Map<String, String> versions() {
        return Stream.concat(list().stream(), children().stream())
                .collect(Collectors.toMap(
                        object -> object.getKind() + "/" + object.getMetadata().getName(),
                        object -> object.getMetadata().getResourceVersion()));
    }

    /**
     * Writes the same objects and statuses as the operator has, in another namespace, with a client that knows what to write.
     *
     * @param model what the operator has written
     */
    public void copy(List<BeamCluster> clusters, List<HasMetadata> model) {
        create();
        Map<String, List<HasMetadata>> byCluster = model.stream()
                .collect(Collectors.groupingBy(
                        object -> object.getMetadata().getLabels().get("beamcluster.dev/cluster")));
        atOnce(clusters, cluster -> {
            byCluster.getOrDefault(cluster.getMetadata().getName(), List.of()).forEach(this::write);
            var status = cluster(cluster.getMetadata().getName());
            status.setStatus(cluster.getStatus());
            var _ = client().resource(status).inNamespace(namespace.name()).patchStatus();
        });
    }

    private void write(HasMetadata object) {
        HasMetadata copy = Serialization.clone(object);
        copy.getMetadata().setNamespace(namespace.name());
        copy.getMetadata().setUid(null);
        copy.getMetadata().setResourceVersion(null);
        copy.getMetadata().setOwnerReferences(List.of());
        copy.getMetadata().setManagedFields(null);
        if (copy instanceof Service service) {
            service.getSpec().setClusterIPs(List.of());
            service.getSpec().setClusterIP("None".equals(service.getSpec().getClusterIP()) ? "None" : null);
        }
        client().resource(copy).create();
    }

    private static BeamCluster cluster(String name) {
        return Objects.requireNonNull(Serialization.unmarshal("""
                apiVersion: beamcluster.dev/v1alpha1
                kind: BeamCluster
                metadata: {name: %s}
                spec: {replicas: 0, image: example/chat}
                """.formatted(name), BeamCluster.class));
    }

    private static <T> void atOnce(List<T> inputs, Consumer<T> request) {
        try (var threads = Executors.newFixedThreadPool(REQUESTS_AT_ONCE)) {
            List<? extends Future<?>> all = inputs.stream()
                    .map(input -> threads.submit(() -> request.accept(input)))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private KubernetesClient client() {
        return namespace.cluster().client();
    }
}
