package dev.beamcluster.e2e;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

import static org.awaitility.Awaitility.await;

/** What {@code make bench} measures, on the cluster that the tests use; the table goes into docs/benchmarks.md. */
public final class Bench {

    private static final int RUNS = 20;
    private static final int APPLIES = 9;
    private static final Duration SETTLED = Duration.ofMinutes(3);

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final List<String> rows = new ArrayList<>();
    private final Session session;

    private Bench(Session session) {
        this.session = session;
    }

    /** Measures everything and writes the report. */
    public static void main(String[] arguments) throws IOException {
        try (var session = Session.open()) {
            var bench = new Bench(session);
            bench.applyToReady();
            bench.lossToCondition();
            bench.settledWrites();
            bench.operatorItself();
            bench.write();
        }
    }

    private void applyToReady() {
        var bare = new ArrayList<Duration>();
        var ours = new ArrayList<Duration>();
        for (int run = 0; run < APPLIES; run++) {
            bare.add(inNamespace(Bench::bareStatefulSet));
            ours.add(inNamespace(Bench::beamCluster));
        }
        var peer = Samples.of(bare);
        var beam = Samples.of(ours);
        row(
                "apply → Ready, 3 nodes, median of %d".formatted(APPLIES),
                "%s (ratio %.2f)".formatted(Samples.seconds(beam.median()), beam.ratio(peer)),
                "bare StatefulSet of the same image, pods ready: " + Samples.seconds(peer.median()),
                "ratio ≤ 1.05");
    }

    private static Duration beamCluster(TestNamespace namespace) {
        var start = System.nanoTime();
        var beam = namespace.apply("chat", Workload.MIX.yaml("chat", 3));
        beam.eventually(Beam.WHOLE, status -> status.isWhole(3));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration bareStatefulSet(TestNamespace namespace) {
        var start = System.nanoTime();
        var _ = namespace
                .kubectl()
                .apply(BareStatefulSet.yaml(Workload.MIX.image(), 3))
                .orFail();
        await().atMost(Beam.WHOLE)
                .pollInterval(Beam.POLL)
                .until(() -> Integer.valueOf(3)
                        .equals(namespace
                                .cluster()
                                .client()
                                .apps()
                                .statefulSets()
                                .inNamespace(namespace.name())
                                .withName("bare")
                                .require()
                                .getStatus()
                                .getReadyReplicas()));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void lossToCondition() {
        var cuts = new ArrayList<Duration>();
        var kills = new ArrayList<Duration>();
        var _ = inNamespace(namespace -> {
            var beam = namespace.apply("chat", Workload.MIX.yaml("chat", 3)).becomesWhole(3);
            for (int run = 0; run < RUNS; run++) {
                cuts.add(untilNotMeshed(beam, () -> session.packetFilter().cut(ip(beam, 0), ip(beam, 1))));
                session.packetFilter().restore();
                beam.becomesWhole(3);
                var uid = beam.pod(2).getMetadata().getUid();
                kills.add(untilNotMeshed(beam, () -> session.cluster().node().killVm(uid)));
                beam.becomesWhole(3);
            }
            return Duration.ZERO;
        });
        loss("silent cut → Meshed=False", Samples.of(cuts), "p99 ≤ 3 s");
        loss("killed VM → Meshed=False", Samples.of(kills), "≤ 2 s");
    }

    private void loss(String what, Samples samples, String goal) {
        row(
                what + ", " + RUNS + " times",
                "median %s, p99 %s"
                        .formatted(Samples.seconds(samples.median()), Samples.seconds(samples.percentile(99))),
                "Erlang itself sees a silent cut after net_ticktime: 45 to 75 s",
                goal);
    }

    private static Duration untilNotMeshed(Beam beam, Runnable loss) {
        var start = System.nanoTime();
        loss.run();
        BooleanSupplier told = () -> beam.get().getStatus().conditions().stream()
                .anyMatch(condition -> condition.getType().equals("Meshed")
                        && condition.getStatus().equals("False"));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(told::getAsBoolean);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String ip(Beam beam, int ordinal) {
        return beam.pod(ordinal).getStatus().getPodIP();
    }

    private void settledWrites() {
        var writes = new long[1];
        var _ = inNamespace(namespace -> {
            var beam = namespace.apply("chat", Workload.MIX.yaml("chat", 3)).becomesWhole(3);
            beam.stays(Duration.ofSeconds(30), status -> status.isWhole(3));
            var before = ApiWrites.total(session.cluster());
            beam.stays(SETTLED, status -> status.isWhole(3));
            writes[0] = ApiWrites.total(session.cluster()) - before;
            return SETTLED;
        });
        row("writes to the API server in 3 settled minutes", String.valueOf(writes[0]), "", "0");
    }

    private void operatorItself() {
        var process = new OperatorProcess(session);
        var starts = Samples.of(
                IntStream.range(0, 5).mapToObj(_ -> process.restart()).toList());
        row(
                "operator: process start → pod ready, median of 5",
                Samples.seconds(starts.median()),
                "with the kubelet's probe interval in it",
                "≤ 1.0 s");
        memory(process, 1);
        memory(process, 20);
    }

    private void memory(OperatorProcess process, int clusters) {
        var _ = inNamespace(namespace -> {
            var beams = IntStream.range(0, clusters)
                    .mapToObj(number -> namespace.apply("chat" + number, Workload.ERL.yaml("chat" + number, 1)))
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
        var namespace = TestNamespace.create(session.cluster());
        try {
            return measurement.apply(namespace);
        } finally {
            namespace.delete();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> session.cluster()
                                    .client()
                                    .namespaces()
                                    .withName(namespace.name())
                                    .get()
                            == null);
        }
    }

    private void row(String what, String measured, String peer, String goal) {
        rows.add("| %s | %s | %s | %s |".formatted(what, measured, peer, goal));
        out.println(rows.getLast());
    }

    private void write() throws IOException {
        var report = """
                # Benchmarks

                Measured by `make bench` on %d processors, Kubernetes %s, all on one machine.

                | what | measured | beside it, in the same run | goal |
                |---|---|---|---|
                %s
                """.formatted(
                        Runtime.getRuntime().availableProcessors(),
                        session.cluster().client().getKubernetesVersion().getGitVersion(),
                        String.join("\n", rows));
        Files.writeString(Repository.here().file("docs/benchmarks.md"), report);
    }
}
