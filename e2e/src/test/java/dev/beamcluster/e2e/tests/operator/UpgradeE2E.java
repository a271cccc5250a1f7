package dev.beamcluster.e2e.tests.operator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.BeamClusterAssert;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.PreviousOperator;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.SpecEdit;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;
import dev.beamcluster.e2e.tests.TlsSecrets;
import dev.beamcluster.testkit.TestAuthority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An operator of another version takes over running nodes and restarts none. */
@EndToEnd
@Isolated("replaces the operator by another version")
class UpgradeE2E {

    private static final int NODES = 2;
    private static final Duration SOON = Duration.ofMinutes(2);

    /** The annotation with the version of the pod defaults. */
    private static final String DEFAULTS = "beamcluster.dev/pod-defaults";

    /** Reasons of the events that report changes of pods. */
    private static final Set<String> ROLLOUT =
            Set.of("RolloutInProgress", "RolloutWaitsForMesh", "Draining", "NodeLeaving", "NodeRejoined", "Killing");

    /** The field manager of the status before 0.1.0: a field that it still owns is never removed. */
    private static final String PREVIOUS_STATUS_MANAGER = "beamclusterreconciler";

    /** BeamClusters with different features, by name. */
    private static final Map<String, String> SPECS = new TreeMap<>(Map.of(
            "plain", "",
            "paused", "",
            "epmdless", "  distribution: {epmd: false}\n",
            "secured", "  distribution: {tls: {secretName: secured-tls}}\n",
            "stored", "  storage: {volumes: [{name: data, mountPath: /var/lib/chat, size: 64Mi}]}\n",
            "full", """
                      distribution: {ports: {from: 9200, to: 9210}, netTickTimeSeconds: 30}
                      ports: [{name: http, port: 80, targetPort: 8080}]
                      env: [{name: LEVEL, value: info}]
                      resources: {requests: {cpu: 10m, memory: 64Mi}, limits: {cpu: "2"}}
                      drain: {module: Chat.Drain, function: drain, timeoutSeconds: 1}
                      storage: {volumes: [{name: data, mountPath: /var/lib/chat, size: 64Mi}]}
                      template:
                        metadata: {annotations: {color: blue}, labels: {team: chat}}
                        spec:
                          tolerations: [{key: chat, operator: Exists}]
                          containers: [{name: beam, livenessProbe: {tcpSocket: {port: 8080}}}]
                    """));

    @Test
    void noNodeIsRestartedByAnUpgradeOrADowngrade(TestNamespace namespace, Cluster cluster, OperatorInstall operator) {
        var next = nextVersion(cluster, operator);
        try {
            // Given
            var previous = PreviousOperator.of(Repository.here());
            previous.install(cluster);
            previous.awaitLeader(cluster);
            var beams = start(namespace);
            var before = state(beams);

            var round = 0;
            for (var version : List.of(operator, next, operator)) {
                // When
                version.install(cluster);

                // Then
                version.awaitLeader(cluster);
                areReconciledAgain(beams, 601 + round);
                assertThat(state(beams)).isEqualTo(before);
                assertThat(beams)
                        .allSatisfy(beam -> assertThat(statusManagers(beam)).doesNotContain(PREVIOUS_STATUS_MANAGER));
                round++;
            }
        } finally {
            operator.install(cluster);
        }
        resumingAPausedOneChangesNothing(namespace);
        newPodDefaultsComeWithARestartOrWhenAskedFor(namespace);
        aRemovedNodeIsNotLeftInTheStatus(namespace);
    }

    /** Resuming a paused BeamCluster changes nothing: no write was pending. */
    private static void resumingAPausedOneChangesNothing(TestNamespace namespace) {
        var beam = new Beam(namespace, "paused");
        var before = state(List.of(beam));
        patch(beam, "{\"spec\":{\"paused\":false}}");
        beam.eventually(SOON, status -> {
            status.isWhole(NODES);
            status.condition("Reconciling").isFalse().hasReason("UpToDate");
        });
        beam.stays(Duration.ofSeconds(3), status -> status.isWhole(NODES));
        assertThat(state(List.of(beam))).isEqualTo(before);
    }

    /** Pods that are replaced anyway get the newer defaults, and others where an annotation asks for them. */
    private static void newPodDefaultsComeWithARestartOrWhenAskedFor(TestNamespace namespace) {
        var restarted = new Beam(namespace, "plain");
        var asked = new Beam(namespace, "secured");
        for (var beam : List.of(restarted, asked)) {
            assertThat(podDefaults(beam)).as("those of the previous version").containsOnly("none");
            patch(beam, "{\"spec\":{\"rollout\":{\"minReadySeconds\":0}}}");
        }
        var _ = namespace
                .kubectl()
                .run("rollout", "restart", "statefulset/plain")
                .orFail();
        var _ = namespace
                .kubectl()
                .run("annotate", "beam/secured", DEFAULTS + "=2")
                .orFail();
        for (var beam : List.of(restarted, asked)) {
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(podDefaults(beam)).hasSize(NODES).containsOnly("2"));
            beam.becomesWhole(NODES);
        }
    }

    private static List<String> podDefaults(Beam beam) {
        return beam.pods().stream()
                .map(pod -> Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.<String, String>of()))
                .map(annotations -> annotations.getOrDefault(DEFAULTS, "none"))
                .toList();
    }

    private static void aRemovedNodeIsNotLeftInTheStatus(TestNamespace namespace) {
        var beam = new Beam(namespace, "plain");
        var _ = namespace.kubectl().run("scale", "beam/plain", "--replicas=1").orFail();
        beam.becomesWhole(1);
        beam.eventually(SOON, _ -> assertThat(beam.get().getStatus().nodes()).hasSize(1));
    }

    private static List<Beam> start(TestNamespace namespace) {
        var secrets = new TlsSecrets(new TestAuthority("chat"));
        TlsSecrets.apply(namespace, secrets.ofNodes(namespace, "secured", NODES));
        var beams = SPECS.entrySet().stream()
                .map(spec -> namespace.apply(spec.getKey(), yaml(spec.getKey(), spec.getValue())))
                .toList();
        beams.forEach(beam -> beam.becomesWhole(NODES));
        var paused = new Beam(namespace, "paused");
        patch(paused, "{\"spec\":{\"paused\":true}}");
        paused.eventually(
                SOON, status -> status.condition("Reconciling").isFalse().hasReason("Paused"));
        beams.stream()
                .filter(beam -> !beam.equals(paused))
                .forEach(beam -> beam.eventually(
                        SOON, status -> status.condition("Reconciling").isFalse()));
        return beams;
    }

    /** Without the fields that the previous version does not have. */
    private static String yaml(String name, String spec) {
        return SpecEdit.of(SampleRelease.MIX.yaml(name, NODES, spec), "rollout:");
    }

    /** Everything that must not change, one line each. */
    private static List<String> state(List<Beam> beams) {
        return beams.stream()
                .flatMap(beam -> Stream.of(
                        beam.name() + ": nodes " + new TreeMap<>(beam.incarnations()),
                        beam.name() + ": StatefulSet " + workload(beam),
                        beam.name() + ": Events " + rollouts(beam)))
                .toList();
    }

    /**
     * The same manifest with another version in its labels and in the image tag; the node gets the image under that tag
     * too.
     */
    private static OperatorInstall nextVersion(Cluster cluster, OperatorInstall operator) {
        var image = operator.images().getFirst();
        var version = image.substring(image.lastIndexOf(':') + 1);
        var next = OperatorInstall.of(operator.manifest().replace(version, version + "-next"));
        assertThat(next.images()).doesNotContain(image);
        var _ = cluster.node()
                .shell("k3s ctr images tag --force docker.io/%s docker.io/%s"
                        .formatted(image, next.images().getFirst()))
                .orFail();
        return next;
    }

    /** Changes a field that is in no pod, and waits for the new generation in the status: proof of a reconcile. */
    private static void areReconciledAgain(List<Beam> beams, int timeoutSeconds) {
        beams.forEach(
                beam -> patch(beam, "{\"spec\":{\"rollout\":{\"timeoutSeconds\":%d}}}".formatted(timeoutSeconds)));
        beams.forEach(beam -> beam.eventually(SOON, status -> {
            status.isWhole(NODES);
            status.condition("Reconciling").isFalse().hasReason("UpToDate", "Paused");
        }));
        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(beams).allSatisfy(beam -> new BeamClusterAssert(beam.get()).isWhole(NODES)));
    }

    private static void patch(Beam beam, String merge) {
        var _ = beam.namespace()
                .kubectl()
                .run("patch", "beam/" + beam.name(), "--type=merge", "--patch=" + merge)
                .orFail();
    }

    /**
     * The UID, generation and revisions of the StatefulSet, which show whether its pods were replaced or its spec was
     * written.
     */
    private static String workload(Beam beam) {
        return beam.namespace()
                .kubectl()
                .run(
                        "get",
                        "statefulset/" + beam.name(),
                        "--output",
                        "jsonpath={.metadata.uid} {.metadata.generation} {.status.currentRevision} {.status.updateRevision}")
                .orFail();
    }

    private static String rollouts(Beam beam) {
        return beam.namespace()
                .events(event -> ROLLOUT.contains(event.getReason())
                        && event.getRegarding().getName().matches(beam.name() + "(-\\d+)?"));
    }

    private static List<String> statusManagers(Beam beam) {
        return beam.get().getMetadata().getManagedFields().stream()
                .filter(entry -> "status".equals(entry.getSubresource()))
                .map(entry -> entry.getManager())
                .toList();
    }
}
