package dev.beamcluster.e2e.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.Pod;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestCluster;
import dev.beamcluster.e2e.harness.TestNamespace;

import static org.awaitility.Awaitility.await;

/** How soon a condition reports that a link is cut or a VM killed, beside Erlang and Kubernetes themselves. */
final class LossBench {

    private static final int RUNS = 20;

    /** Of what is measured for comparison only, and takes a minute or a restart each. */
    private static final int PEER_RUNS = 5;

    private static final int ERLANG_RUNS = 2;

    private final Report report;
    private final TestCluster testCluster;

    LossBench(Report report, TestCluster testCluster) {
        this.report = report;
        this.testCluster = testCluster;
    }

    void measure() {
        var cuts = new ArrayList<Duration>();
        var kills = new ArrayList<Duration>();
        var kubernetes = new ArrayList<Duration>();
        var _ = inNamespace(namespace -> {
            var beam =
                    namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
            for (int run = 0; run < RUNS; run++) {
                cuts.add(Stopwatch.untilCondition(
                        beam,
                        "Meshed",
                        "False",
                        () -> testCluster.packetFilter().cut(ip(beam, 0), ip(beam, 1))));
                testCluster.packetFilter().restore();
                beam.becomesWhole(3);
                var pod = beam.pod(2);
                kills.add(Stopwatch.untilCondition(beam, "Meshed", "False", () -> kill(pod)));
                replace(pod);
                beam.becomesWhole(3);
            }
            for (int run = 0; run < PEER_RUNS; run++) {
                var pod = beam.pod(2);
                kubernetes.add(Stopwatch.until(() -> !isReady(beam.pod(2)), () -> kill(pod)));
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
                "p99 ≤ 2 s");
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
                        return Stopwatch.until(
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
        report.row(
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

    /** A new pod for each kill: the kubelet waits longer after every restart of the same container. */
    private void replace(Pod pod) {
        testCluster.cluster().client().pods().resource(pod).withGracePeriod(0).delete();
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            var now = testCluster.cluster().client().pods().resource(pod).get();
            return now != null
                    && !now.getMetadata().getUid().equals(pod.getMetadata().getUid());
        });
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private static String ip(Beam beam, int ordinal) {
        return beam.pod(ordinal).getStatus().getPodIP();
    }

    private Duration inNamespace(Function<TestNamespace, Duration> measurement) {
        return TestNamespace.during(testCluster.cluster(), measurement);
    }
}
