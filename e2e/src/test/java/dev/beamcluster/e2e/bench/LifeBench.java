package dev.beamcluster.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestCluster;
import dev.beamcluster.e2e.harness.TestNamespace;

import static org.awaitility.Awaitility.await;

/** What {@code make bench-life} measures: rollouts, requests lost during rollouts, and scale-up. */
public final class LifeBench {

    private static final int NODES = 5;
    private static final int RUNS = 3;
    private static final int REQUESTS = 10_000;
    private static final Duration LONG = Duration.ofMinutes(10);

    /**
     * Calls the Service repeatedly, each time over a new connection, and prints the number of requests without an answer.
     */
    private static final String CLIENT = """
            lost=0
            for i in $(seq REQUESTS); do
              answer=
              { printf 'GET /after/5 HTTP/1.1\\r\\n\\r\\n' >&3 && read -r -t 10 answer <&3; } 2>/dev/null 3<>/dev/tcp/chat/8080
              case $answer in *200*) ;; *) lost=$((lost+1)) ;; esac
            done 2>/dev/null
            echo lost $lost
            """;

    private final Report report = new Report();
    private final TestCluster testCluster;

    private LifeBench(TestCluster testCluster) {
        this.testCluster = testCluster;
    }

    /** Measures everything and writes the report. */
    public static void main(String[] arguments) throws IOException {
        try (var testCluster = TestCluster.open()) {
            var bench = new LifeBench(testCluster);
            // Written after each part, because the whole takes a quarter of an hour.
            bench.growth();
            bench.write();
            bench.lostRequests();
            bench.write();
            bench.rollouts(0, "ratio ≤ 1.3");
            bench.rollouts(10, "ratio ≤ 1.15");
            bench.write();
        }
    }

    /**
     * Measures rollouts until every node counts as available.
     *
     * @param minReadySeconds of both
     */
    private void rollouts(int minReadySeconds, String target) {
        var ours = new ArrayList<Duration>();
        var bare = new ArrayList<Duration>();
        for (int run = 0; run < RUNS; run++) {
            ours.add(nanos(namespace -> rollout(namespace, minReadySeconds)));
            bare.add(nanos(namespace -> bareRollout(namespace, minReadySeconds)));
        }
        var peer = Samples.of(bare);
        var samples = Samples.of(ours);
        report.row(
                "rollout of %d nodes with `minReadySeconds: %d`, median of %d".formatted(NODES, minReadySeconds, RUNS),
                "%s (ratio %.2f)".formatted(Samples.seconds(samples.median()), samples.ratio(peer)),
                "`kubectl rollout restart` of a bare StatefulSet of the same image with the same `minReadySeconds`,"
                        + " until all pods are available: " + Samples.seconds(peer.median()),
                target);
    }

    private static long rollout(TestNamespace namespace, int minReadySeconds) {
        String spec = "  rollout: {minReadySeconds: %d}\n".formatted(minReadySeconds);
        var beam = namespace.apply("chat", yaml("blue", NODES, spec)).becomesWhole(NODES);
        long start = System.nanoTime();
        var _ = namespace.kubectl().apply(yaml("green", NODES, spec)).orFail();
        await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> isRolledOut(beam));
        return System.nanoTime() - start;
    }

    private static boolean isRolledOut(Beam beam) {
        var now = beam.get();
        return Objects.equals(
                        now.getStatus().observedGeneration(), now.getMetadata().getGeneration())
                && Stream.of("Ready=True", "Reconciling=False")
                        .allMatch(wanted -> now.getStatus().conditions().stream()
                                .anyMatch(
                                        condition -> wanted.equals(condition.getType() + "=" + condition.getStatus())));
    }

    private static long bareRollout(TestNamespace namespace, int minReadySeconds) {
        var _ = namespace
                .kubectl()
                .apply(BareStatefulSet.yamlWithProbe(SampleRelease.MIX.image(), NODES, minReadySeconds))
                .orFail();
        var _ = namespace
                .kubectl()
                .run("rollout", "status", "statefulset/bare", "--timeout=5m")
                .orFail();
        long start = System.nanoTime();
        var _ = namespace
                .kubectl()
                .run("rollout", "restart", "statefulset/bare")
                .orFail();
        var _ = namespace
                .kubectl()
                .run("rollout", "status", "statefulset/bare", "--timeout=10m")
                .orFail();
        // `kubectl rollout status` returns when the last pod is ready, which is before it is available.
        var _ = namespace
                .kubectl()
                .run("wait", "statefulset/bare", "--for=jsonpath={.status.availableReplicas}=" + NODES, "--timeout=5m")
                .orFail();
        return System.nanoTime() - start;
    }

    private void lostRequests() {
        String ports = "  ports: [{name: http, port: 8080}]\n";
        long drained = in(namespace ->
                lost(namespace, ports + "  drain: {module: Chat.Drain, function: drain, timeoutSeconds: 20}\n"));
        long plain = in(namespace -> lost(namespace, ports));
        report.row(
                "requests lost by a client of the Service during a rollout of 3 nodes, with a drain hook",
                "%d of %d".formatted(drained, REQUESTS),
                "the same without a drain hook: %d of %d".formatted(plain, REQUESTS),
                "0");
    }

    private static long lost(TestNamespace namespace, String spec) {
        var beam = namespace.apply("chat", yaml("blue", 3, spec)).becomesWhole(3);
        var client =
                namespace.apply("client", SampleRelease.MIX.yaml("client", 1)).becomesWhole(1);
        var printed = CompletableFuture.supplyAsync(
                () -> client.exec(client.pod(0), CLIENT.replace("REQUESTS", String.valueOf(REQUESTS)))
                        .orFail(),
                Thread::startVirtualThread);
        var _ = namespace.kubectl().apply(yaml("green", 3, spec)).orFail();
        await().atMost(LONG).until(() -> isRolledOut(beam));
        if (printed.isDone()) {
            throw new IllegalStateException("the client was done before the rollout: more requests are needed");
        }
        return Long.parseLong(printed.join().strip().replace("lost ", ""));
    }

    private void growth() {
        long nanos = in(namespace -> {
            var beam = namespace.apply("chat", yaml("blue", 3, "")).becomesWhole(3);
            long start = System.nanoTime();
            var _ = namespace
                    .kubectl()
                    .run("scale", "beam/chat", "--replicas=10")
                    .orFail();
            beam.eventually(LONG, status -> status.isWhole(10));
            return System.nanoTime() - start;
        });
        report.row("scale 3 → 10, to the full mesh, once", Samples.seconds(Duration.ofNanos(nanos)), "", "");
    }

    private static String yaml(String color, int nodes, String spec) {
        return SampleRelease.MIX.yaml(
                "chat",
                nodes,
                "  template: {metadata: {annotations: {color: %s}}}\n".formatted(color) + BareStatefulSet.MODE + spec);
    }

    private Duration nanos(Function<TestNamespace, Long> measurement) {
        return Duration.ofNanos(in(measurement));
    }

    private long in(Function<TestNamespace, Long> measurement) {
        return TestNamespace.during(testCluster.cluster(), measurement);
    }

    private void write() throws IOException {
        report.write(
                Repository.here().file("docs/benchmarks.md"),
                "The life of a cluster",
                "on %d processors, all on one machine"
                        .formatted(Runtime.getRuntime().availableProcessors()),
                """
                - **Rollouts** replace one node at a time in both cases. The gate adds a probe that verifies every link \
                after a pod is ready, and one write of the StatefulSet for each node. The StatefulSet controller may wait \
                up to twice `minReadySeconds` before it replaces the next pod (kubernetes/kubernetes#113878).
                - **Lost requests.** A client in the Kubernetes cluster sends requests in sequence, each over a new \
                connection. With a drain function, a terminating pod leaves the Service while the function runs. \
                Without one, its VM may stop before the Service is updated.
                """);
    }
}
