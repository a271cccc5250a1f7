package dev.beamcluster.e2e.bench.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.e2e.bench.Report;
import dev.beamcluster.e2e.bench.Samples;
import dev.beamcluster.e2e.harness.ApiWrites;
import dev.beamcluster.e2e.harness.OperatorLog;
import dev.beamcluster.e2e.harness.OperatorPodProcess;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.TestCluster;
import dev.beamcluster.e2e.harness.TestNamespace;

/** What {@code make bench-soak} measures: one operator and a hundred BeamClusters of three, while everything changes. */
public final class SoakBench {

    private static final int CLUSTERS = 100;
    private static final int MINUTES = 60;
    private static final long SEED = 15;

    private final Report report = new Report();
    private final ChurnResults results = new ChurnResults();
    private final MeshVerdicts verdicts = new MeshVerdicts();
    private final SeenClusters seen = new SeenClusters(verdicts);
    private final TestCluster testCluster;
    private final NodesContainer container;
    private final int count;
    private final Duration during;

    private SoakBench(TestCluster testCluster, NodesContainer container, int minutes, int count) {
        this.testCluster = testCluster;
        this.container = container;
        this.count = count;
        this.during = Duration.ofMinutes(minutes);
    }

    /**
     * Measures, and prints the rows. Writes the report after an hour or more of a hundred BeamClusters.
     *
     * @param arguments the minutes of churn, and the number of BeamClusters; both may be left out
     */
    public static void main(String[] arguments) throws Exception {
        int minutes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : MINUTES;
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : CLUSTERS;
        try (var testCluster = TestCluster.open();
                var container = NodesContainer.start(testCluster)) {
            var bench = new SoakBench(testCluster, container, minutes, count);
            bench.measure();
            if (minutes >= MINUTES && count == CLUSTERS) {
                bench.write();
            }
        }
    }

    private void measure() throws IOException, InterruptedException {
        var client = testCluster.cluster().client();
        var namespace = TestNamespace.create(testCluster.cluster());
        int room = 2 * count * (ChurnedClusters.NODES + 1);
        try (var _ = new SimulatedKubernetesNode(client, room);
                var kubelet = new SimulatedKubelet(client, container.nodes());
                var _ = client.resources(BeamCluster.class)
                        .inNamespace(namespace.name())
                        .inform(seen)) {
            var clusters = new ChurnedClusters(namespace, kubelet, verdicts, seen, results);
            long start = System.nanoTime();
            List<String> names = clusters.create(count);
            report.row(
                    "%d BeamClusters of three at once → all Ready".formatted(count),
                    Samples.seconds(Duration.ofNanos(System.nanoTime() - start)),
                    "",
                    "");
            churn(new Churn(new ChurnPlan(new Random(SEED), ChurnedClusters.NODES), clusters, names, results));
            kubelet.failures().forEach(failure -> System.err.println("simulation: " + failure));
        }
    }

    private void churn(Churn churn) throws IOException, InterruptedException {
        var process = new OperatorPodProcess(testCluster.cluster(), testCluster.operator());
        long before = ApiWrites.own(testCluster.cluster()) - results.writes();
        long probes = container.nodes().probes();
        Duration cpu = process.cpu();
        long start = System.nanoTime();
        try (var samples = new ProcessSamples(process)) {
            churn.run(during);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            memory(samples.end(), process.peakMebibytes());
            actions();
            work(
                    took,
                    process.cpu().minus(cpu),
                    ApiWrites.own(testCluster.cluster()) - results.writes() - before,
                    container.nodes().probes() - probes);
        }
        detection(ChurnAction.SILENCE, "a node is silent");
        detection(ChurnAction.KILL, "a VM is killed");
        alarms();
    }

    private void memory(List<ProcessSamples.ProcessSample> samples, long peak) {
        report.row(
                "resident memory of the operator, each minute of %d of churn".formatted(during.toMinutes()),
                "first %d MiB, largest %d MiB, last %d MiB"
                        .formatted(
                                samples.getFirst().mebibytes(),
                                samples.stream()
                                        .mapToLong(ProcessSamples.ProcessSample::mebibytes)
                                        .max()
                                        .orElseThrow(),
                                samples.getLast().mebibytes()),
                "peak since it started: %d MiB; last without what is mapped from files: %d MiB"
                        .formatted(peak, samples.getLast().anonymous()),
                "last ≤ 192 MiB");
        report.row(
                "restarts of the operator; its threads",
                "%d; first %d, last %d"
                        .formatted(
                                new OperatorLog(testCluster.cluster(), testCluster.operator()).restarts(),
                                samples.getFirst().threads(),
                                samples.getLast().threads()),
                "",
                "0; flat");
    }

    private void actions() {
        var failures = results.failures();
        report.row(
                "actions, each until its BeamCluster is Ready again",
                "%d: %s; %d did not settle"
                        .formatted(
                                results.count(),
                                Arrays.stream(ChurnAction.values())
                                        .map(action -> "%d %s".formatted(results.count(action), action.plural()))
                                        .collect(Collectors.joining(", ")),
                                failures.size()),
                "",
                "0 did not settle");
        failures.forEach(System.err::println);
    }

    private void work(Duration took, Duration cpu, long writes, long probes) {
        report.row(
                "meanwhile: CPU of the operator; writes; answers of nodes to its probes",
                "%s of a core; %s a second; %d"
                        .formatted(
                                percent(cpu, took),
                                String.format(Locale.ROOT, "%.1f", 1000.0 * writes / took.toMillis()),
                                probes),
                "",
                "");
    }

    private static String percent(Duration part, Duration whole) {
        return "%d %%".formatted(Math.round(100.0 * part.toMillis() / whole.toMillis()));
    }

    private void detection(ChurnAction fault, String what) {
        List<Duration> all = results.detections(fault);
        if (all.isEmpty()) {
            return;
        }
        var times = Samples.of(all);
        report.row(
                "%s → Meshed=False in the status, %d times, among all these changes".formatted(what, all.size()),
                times.spread(),
                "",
                "p99 ≤ 2 s");
    }

    private void alarms() {
        var alarms = verdicts.falseAlarms();
        report.row(
                "false alarms: Meshed is no longer True although no node and no pod has changed",
                String.valueOf(alarms.size()),
                "",
                "0");
        alarms.forEach(System.err::println);
    }

    private void write() throws IOException {
        report.write(
                Repository.here().file("docs/benchmarks.md"),
                "An hour of churn",
                "by `make bench-soak` on %d processors, as the chart limits the operator, on one machine"
                        .formatted(Runtime.getRuntime().availableProcessors()),
                """
                - **Simulated pods.** The operator, the API server and the controllers are real. One more Kubernetes \
                node, its kubelet and the Erlang nodes of its pods are simulated: the kubelet writes the status of \
                each pod, and the nodes speak the distribution protocol at addresses of their own, without epmd.
                - **Churn.** Every second something happens to a BeamCluster with which nothing else happens, with at \
                most 30 at a time. A silent node drops all packets until three seconds after it was reported; a VM \
                that was killed is restarted after two.
                - **Writes** are those that the API server counted for the kinds of objects that the operator writes, \
                without those of the churn. The scheduler and the garbage collector write some of them.
                - **CPU.** Everything shares the same processors, so the times include waiting for one.
                """);
    }
}
