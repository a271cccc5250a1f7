package dev.beamcluster.e2e.bench.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.e2e.harness.TestNamespace;

/** BeamClusters of simulated nodes, and what the churn does with one of them. Each action returns when it has settled. */
final class ChurnedClusters {

    static final int NODES = 3;

    /** For a rollout on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration FAULT_PATIENCE = Duration.ofSeconds(30);

    /** How long a node stays silent after it was reported. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final TestNamespace namespace;
    private final SimulatedKubelet kubelet;
    private final MeshVerdicts verdicts;
    private final SeenClusters seen;
    private final ChurnResults results;

    ChurnedClusters(
            TestNamespace namespace,
            SimulatedKubelet kubelet,
            MeshVerdicts verdicts,
            SeenClusters seen,
            ChurnResults results) {
        this.namespace = namespace;
        this.kubelet = kubelet;
        this.verdicts = verdicts;
        this.seen = seen;
        this.results = results;
    }

    /** Creates that many, and waits until all have settled. */
    List<String> create(int count) throws InterruptedException {
        var names =
                IntStream.range(0, count).mapToObj(number -> "chat" + number).toList();
        names.forEach(this::create);
        for (String name : names) {
            awaitSettled(name, 1);
        }
        return names;
    }

    /** Does it, and waits until the BeamCluster has settled. */
    void perform(ChurnStep step) throws IOException, InterruptedException {
        String cluster = step.cluster();
        switch (step.action()) {
            case EDIT_MESH ->
                edit(cluster, "{\"mesh\": {\"probe\": {\"timeoutMillis\": %d}}}".formatted(890 + step.number() % 20));
            case EDIT_LABELS ->
                edit(cluster, "{\"childMetadata\": {\"labels\": {\"churn\": \"%d\"}}}".formatted(step.number()));
            case ROLL_OUT ->
                changePods(cluster, "{\"env\": [{\"name\": \"CHURN\", \"value\": \"%d\"}]}".formatted(step.number()));
            case SCALE -> {
                changePods(cluster, "{\"replicas\": %d}".formatted(NODES + 1));
                changePods(cluster, "{\"replicas\": %d}".formatted(NODES));
            }
            case SILENCE -> silence(step, pod(step));
            case KILL -> kill(step, pod(step));
            case RECREATE -> recreate(cluster);
        }
    }

    private SimulatedPod pod(ChurnStep step) {
        return kubelet.pod(namespace.name(), step.cluster() + "-" + step.ordinal());
    }

    /** A change that concerns no pod, so the mesh stays whole. */
    private void edit(String cluster, String spec) throws InterruptedException {
        awaitSettled(cluster, patch(cluster, spec));
    }

    private void changePods(String cluster, String spec) throws InterruptedException {
        verdicts.excuse(cluster);
        awaitSettled(cluster, patch(cluster, spec));
        verdicts.expectWhole(cluster);
    }

    private void silence(ChurnStep step, SimulatedPod pod) throws IOException, InterruptedException {
        verdicts.excuse(step.cluster());
        long start = System.nanoTime();
        pod.silence();
        try {
            awaitBroken(step, start);
            Thread.sleep(SILENCE);
        } finally {
            pod.wake();
        }
        awaitSettled(step.cluster(), 1);
        verdicts.expectWhole(step.cluster());
    }

    private void kill(ChurnStep step, SimulatedPod pod) throws IOException, InterruptedException {
        verdicts.excuse(step.cluster());
        long start = System.nanoTime();
        pod.killVm();
        awaitBroken(step, start);
        awaitSettled(step.cluster(), 1);
        verdicts.expectWhole(step.cluster());
    }

    private void awaitBroken(ChurnStep step, long start) throws InterruptedException {
        seen.await(step.cluster(), _ -> verdicts.brokenAt(step.cluster()).isPresent(), FAULT_PATIENCE);
        long broken = verdicts.brokenAt(step.cluster()).orElseThrow();
        results.detected(step.action(), Duration.ofNanos(broken - start));
    }

    private void recreate(String cluster) throws InterruptedException {
        verdicts.excuse(cluster);
        var _ = resource(cluster).delete();
        results.wrote();
        seen.await(cluster, Optional::isEmpty, PATIENCE);
        create(cluster);
        awaitSettled(cluster, 1);
        verdicts.expectWhole(cluster);
    }

    private void create(String cluster) {
        client().resource(beamCluster(cluster)).inNamespace(namespace.name()).create();
        results.wrote();
    }

    private void awaitSettled(String cluster, long generation) throws InterruptedException {
        seen.await(
                cluster,
                found -> found.filter(latest -> SeenClusters.isSettled(latest, generation))
                        .isPresent(),
                PATIENCE);
    }

    /** Returns the new generation. */
    private long patch(String cluster, String spec) {
        results.wrote();
        return resource(cluster)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": %s}".formatted(spec))
                .getMetadata()
                .getGeneration();
    }

    private Resource<BeamCluster> resource(String cluster) {
        return client().resources(BeamCluster.class)
                .inNamespace(namespace.name())
                .withName(cluster);
    }

    private KubernetesClient client() {
        return namespace.cluster().client();
    }

    private static BeamCluster beamCluster(String name) {
        return Objects.requireNonNull(
                Serialization.unmarshal("""
                apiVersion: beamcluster.dev/v1alpha1
                kind: BeamCluster
                metadata: {name: %1$s}
                spec:
                  replicas: %2$d
                  image: example/chat
                  distribution: {epmd: false}
                  ports: [{name: http, port: 80, targetPort: 8080}]
                  rollout: {minReadySeconds: 5}
                  template:
                    spec:
                      nodeSelector: {%3$s: "true"}
                      tolerations: [{key: %3$s, operator: Exists}]
                """.formatted(name, NODES, SimulatedKubernetesNode.KEY), BeamCluster.class));
    }
}
