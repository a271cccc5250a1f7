package dev.beamcluster.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.beamcluster.e2e.harness.ApiWrites;
import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.OperatorPodProcess;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestCluster;
import dev.beamcluster.e2e.harness.TestNamespace;

/** What {@code make bench} measures on the cluster that the tests use; the table goes into docs/benchmarks.md. */
public final class ClusterBench {

    private static final int APPLIES = 9;
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
            new LossBench(bench.report, testCluster).measure();
            bench.settledWrites();
            bench.operatorItself();
            bench.write();
        }
    }

    private void applyToReady() {
        var lookups = DeniedLookups.logged(testCluster.cluster());
        var bare = new ArrayList<Duration>();
        var probed = new ArrayList<Duration>();
        var ours = new ArrayList<Duration>();
        for (int run = 0; run < APPLIES; run++) {
            bare.add(inNamespace(namespace -> bare(namespace, BareStatefulSet.yaml(SampleRelease.MIX.image(), 3))));
            probed.add(inNamespace(
                    namespace -> bare(namespace, BareStatefulSet.yamlWithProbe(SampleRelease.MIX.image(), 3, 0))));
            ours.add(inNamespace(ClusterBench::beamCluster));
        }
        var beam = Samples.of(ours);
        against(beam, "pods ready as soon as their processes run", Samples.of(bare));
        against(beam, "pods ready when the application listens (a TCP probe every second)", Samples.of(probed));
        var denied = lookups.names();
        report.row(
                "look-ups of the name of a node before it was published, in these %d starts".formatted(APPLIES),
                String.valueOf(DeniedLookups.ofNodes(denied)),
                "names with another domain that the resolver tried first, which the DNS server denies as well: %d"
                        .formatted(denied.size() - DeniedLookups.ofNodes(denied)),
                "0");
    }

    private void against(Samples beam, String what, Samples peer) {
        report.row(
                "apply → Ready, 3 nodes, median of %d".formatted(APPLIES),
                "%s (ratio %.2f)".formatted(Samples.seconds(beam.median()), beam.ratio(peer)),
                "bare StatefulSet of the same image, %s: %s".formatted(what, Samples.seconds(peer.median())),
                "ratio ≤ 1.10");
    }

    private static Duration beamCluster(TestNamespace namespace) {
        var beam = new Beam(namespace, "chat");
        return Stopwatch.untilCondition(
                beam,
                "Ready",
                "True",
                () -> namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3, BareStatefulSet.MODE)));
    }

    private static Duration bare(TestNamespace namespace, String yaml) {
        return Stopwatch.until(
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
        report.row("writes to the API server in 3 settled minutes", String.valueOf(writes[0]), "", "0");
    }

    private void operatorItself() {
        var process = new OperatorPodProcess(testCluster.cluster(), testCluster.operator());
        var starts = Samples.of(
                IntStream.range(0, 5).mapToObj(_ -> process.restart()).toList());
        report.row(
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
            report.row(
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
                the operator adds before the pods (a Secret, then Service and NetworkPolicy at the same time, then the \
                StatefulSet, and a Secret that the kubelet mounts) and after them (the status of the StatefulSet, and \
                one status patch). \
                The mesh itself is whole before the next probe a second later, as `make demo` shows.
                - **Cuts** are detected within the interval (1 s), the deadline (0.9 s) and the time that it takes to \
                drop the packets.
                """);
    }
}
