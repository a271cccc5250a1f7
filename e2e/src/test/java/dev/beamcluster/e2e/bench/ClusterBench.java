package dev.beamcluster.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.e2e.harness.ApiWrites;
import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestCluster;
import dev.beamcluster.e2e.harness.TestNamespace;

import static org.awaitility.Awaitility.await;

/** What {@code make bench} measures on the cluster that the tests use; the table goes into docs/benchmarks.md. */
public final class ClusterBench {

    private static final int RUNS = 20;
    private static final int APPLIES = 9;

    /** Of what is measured for comparison only, and takes a minute or a restart each. */
    private static final int PEER_RUNS = 5;

    private static final int ERLANG_RUNS = 2;
    private static final Duration SETTLED = Duration.ofMinutes(3);

    private final Report report = new Report();
    private final TestCluster testCluster;

    private ClusterBench(TestCluster testCluster) {
        this.testCluster = testCluster;
    }

    /** Measures everything and writes the report. */
    public static void main(String[] arguments) throws IOException {
        try (var testCluster = TestCluster.open()) {
            var bench = new ClusterBench(testCluster);
            bench.applyToReady();
            bench.lossToCondition();
            bench.settledWrites();
            bench.operatorItself();
            bench.write();
        }
    }

    private void applyToReady() {
        var bare = new ArrayList<Duration>();
        var probed = new ArrayList<Duration>();
        var ours = new ArrayList<Duration>();
        for (int run = 0; run < APPLIES; run++) {
            bare.add(inNamespace(namespace -> bare(namespace, BareStatefulSet.yaml(SampleRelease.MIX.image(), 3))));
            probed.add(inNamespace(
                    namespace -> bare(namespace, BareStatefulSet.yamlWithProbe(SampleRelease.MIX.image(), 3))));
            ours.add(inNamespace(ClusterBench::beamCluster));
        }
        var beam = Samples.of(ours);
        against(beam, "pods ready as soon as their processes run", Samples.of(bare));
        against(beam, "pods ready when the application listens (a TCP probe every second)", Samples.of(probed));
    }

    private void against(Samples beam, String what, Samples peer) {
        row(
                "apply → Ready, 3 nodes, median of %d".formatted(APPLIES),
                "%s (ratio %.2f)".formatted(Samples.seconds(beam.median()), beam.ratio(peer)),
                "bare StatefulSet of the same image, %s: %s".formatted(what, Samples.seconds(peer.median())),
                "ratio ≤ 1.05");
    }

    private static Duration beamCluster(TestNamespace namespace) {
        var beam = new Beam(namespace, "chat");
        return until(() -> is(beam, "Ready", "True"), () -> namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)));
    }

    private static Duration bare(TestNamespace namespace, String yaml) {
        return until(
                () -> Integer.valueOf(3).equals(readyReplicas(namespace)),
                () -> namespace.kubectl().apply(yaml).orFail());
    }

    private static Integer readyReplicas(TestNamespace namespace) {
        return namespace
                .cluster()
                .client()
                .apps()
                .statefulSets()
                .inNamespace(namespace.name())
                .withName("bare")
                .require()
                .getStatus()
                .getReadyReplicas();
    }

    private void lossToCondition() {
        var cuts = new ArrayList<Duration>();
        var kills = new ArrayList<Duration>();
        var kubernetes = new ArrayList<Duration>();
        var _ = inNamespace(namespace -> {
            var beam =
                    namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
            for (int run = 0; run < RUNS; run++) {
                cuts.add(until(
                        () -> is(beam, "Meshed", "False"),
                        () -> testCluster.packetFilter().cut(ip(beam, 0), ip(beam, 1))));
                testCluster.packetFilter().restore();
                beam.becomesWhole(3);
                var pod = beam.pod(2);
                kills.add(until(() -> is(beam, "Meshed", "False"), () -> kill(pod)));
                replace(pod);
                beam.becomesWhole(3);
            }
            for (int run = 0; run < PEER_RUNS; run++) {
                var pod = beam.pod(2);
                kubernetes.add(until(() -> !isReady(beam.pod(2)), () -> kill(pod)));
                replace(pod);
                beam.becomesWhole(3);
            }
            return Duration.ZERO;
        });
        loss(
                "silent cut → Meshed=False",
                cuts,
                "a node drops its silent peer by itself (`nodes()`)",
                erlangAlone(),
                "p99 ≤ 3 s");
        loss("killed VM → Meshed=False", kills, "Kubernetes calls the pod not ready", kubernetes, "≤ 2 s");
    }

    /** How long the VMs themselves take to notice a silent cut: the operator leaves a claimed link alone. */
    private List<Duration> erlangAlone() {
        return IntStream.range(0, ERLANG_RUNS)
                .mapToObj(_ -> inNamespace(namespace -> {
                    var beam = namespace
                            .apply("chat", SampleRelease.MIX.yaml("chat", 3))
                            .becomesWhole(3);
                    var pods = beam.pods();
                    var peer = beam.nodeOf(pods.get(1));
                    try {
                        return until(
                                () -> !beam.nodesSeenBy(pods.get(0)).contains(peer),
                                () -> testCluster.packetFilter().cut(ip(beam, 0), ip(beam, 1)));
                    } finally {
                        testCluster.packetFilter().restore();
                    }
                }))
                .toList();
    }

    private void loss(String what, List<Duration> ours, String who, List<Duration> peers, String goal) {
        var samples = Samples.of(ours);
        var peer = Samples.of(peers);
        row(
                what + ", " + ours.size() + " times",
                "median %s, p99 %s (ratio of medians %.2f)"
                        .formatted(
                                Samples.seconds(samples.median()),
                                Samples.seconds(samples.percentile(99)),
                                samples.ratio(peer)),
                "%s: median %s of %d".formatted(who, Samples.seconds(peer.median()), peers.size()),
                goal);
    }

    private void kill(Pod pod) {
        testCluster.cluster().node().killVm(pod.getMetadata().getUid());
    }

    /** A fresh pod: the kubelet would wait ever longer before it starts a container again that was killed again and again. */
    private void replace(Pod pod) {
        testCluster.cluster().client().pods().resource(pod).withGracePeriod(0).delete();
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            var now = testCluster.cluster().client().pods().resource(pod).get();
            return now != null
                    && !now.getMetadata().getUid().equals(pod.getMetadata().getUid());
        });
    }

    private static Duration until(BooleanSupplier seen, Runnable loss) {
        var start = System.nanoTime();
        loss.run();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(seen::getAsBoolean);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static boolean is(Beam beam, String type, String state) {
        var status = beam.get().getStatus();
        return status != null
                && status.conditions().stream()
                        .anyMatch(condition -> condition.getType().equals(type)
                                && condition.getStatus().equals(state));
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private static String ip(Beam beam, int ordinal) {
        return beam.pod(ordinal).getStatus().getPodIP();
    }

    private void settledWrites() {
        var writes = new long[1];
        var _ = inNamespace(namespace -> {
            var beam =
                    namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
            beam.stays(Duration.ofSeconds(30), status -> status.isWhole(3));
            var before = ApiWrites.total(testCluster.cluster());
            beam.stays(SETTLED, status -> status.isWhole(3));
            writes[0] = ApiWrites.total(testCluster.cluster()) - before;
            return SETTLED;
        });
        row("writes to the API server in 3 settled minutes", String.valueOf(writes[0]), "", "0");
    }

    private void operatorItself() {
        var process = new OperatorPodProcess(testCluster);
        var starts = Samples.of(
                IntStream.range(0, 5).mapToObj(_ -> process.restart()).toList());
        row(
                "operator: process made → caches filled and controller started, median of 5",
                Samples.seconds(starts.median()),
                "",
                "≤ 1.0 s");
        memory(process, 1);
        memory(process, 20);
    }

    private void memory(OperatorPodProcess process, int clusters) {
        var _ = inNamespace(namespace -> {
            var beams = IntStream.range(0, clusters)
                    .mapToObj(number -> namespace.apply("chat" + number, SampleRelease.ERL.yaml("chat" + number, 1)))
                    .toList();
            beams.forEach(beam -> beam.becomesWhole(1));
            row(
                    "operator: RSS with %d BeamClusters".formatted(clusters),
                    process.residentMebibytes() + " MiB",
                    "",
                    "≤ 192 MiB");
            return Duration.ZERO;
        });
    }

    private Duration inNamespace(Function<TestNamespace, Duration> measurement) {
        return TestNamespace.during(testCluster.cluster(), measurement);
    }

    private void row(String what, String measured, String peer, String goal) {
        report.row(what, measured, peer, goal);
    }

    private void write() throws IOException {
        report.write(
                Repository.here().file("docs/benchmarks.md"),
                "On a cluster",
                "on %d processors, Kubernetes %s, all on one machine"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                testCluster
                                        .cluster()
                                        .client()
                                        .getKubernetesVersion()
                                        .getGitVersion()),
                """
                - **apply → Ready.** Without a probe, a bare StatefulSet reports a pod ready when its process runs, \
                before the application listens; Ready says more than that. With the same probe, the difference is what \
                the operator adds before the pods (a Secret, a Service and a StatefulSet, applied in sequence, and a \
                Secret that the kubelet mounts) and after them (the status of the StatefulSet, and one status patch). \
                The mesh itself is whole before the next probe a second later, as `make demo` shows.
                - **Cuts** are detected within the interval (1 s), the deadline (1.5 s) and the time that it takes to \
                drop the packets.
                """);
    }
}
