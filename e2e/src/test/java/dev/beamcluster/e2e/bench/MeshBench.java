package dev.beamcluster.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.testkit.Fleet;
import dev.beamcluster.testkit.MeshLosses;

/** The mesh engine alone: many VMs, no Kubernetes, and beside it a hidden Erlang node that asks the same of them. */
final class MeshBench {

    private static final List<String> ALL = List.of("10", "30", "100", "vms", "losses", "cuts", "endurance", "300");
    private static final int LOSSES = 50;
    /** Seven times three meshes of each kind, which makes 21 cuts of each length. */
    private static final int CUTS = 7;

    private static final int MESHES = 3;

    /** Nodes of the mesh that is looked at for long. */
    private static final int ENDURING = 10;

    private final Report report;

    /** Measures everything and writes the report. With arguments (sizes, or the names of parts; {@code cut} is one run of {@code cuts}) it measures only these, and prints the rows. */
    public static void main(String[] whats) throws IOException, InterruptedException {
        var bench = new MeshBench(new Report());
        for (String what : whats.length == 0 ? ALL : List.of(whats)) {
            switch (what) {
                case "losses" -> bench.losses();
                case "cuts" -> CutBench.measure(bench.report, CUTS, MESHES);
                case "cut" -> CutBench.measure(bench.report, 1, 1);
                case "vms" -> VmBench.measure(bench.report, ENDURING);
                case "endurance" -> bench.endurance();
                default -> SizeBench.measure(bench.report, Integer.parseInt(what));
            }
            if (whats.length == 0) {
                // After each part, since the whole takes more than an hour.
                bench.write();
            }
        }
    }

    private void write() throws IOException {
        report.write(
                Repository.here().file("docs/benchmarks.md"),
                "The mesh engine alone",
                "on %d processors, every VM on the same machine, without Kubernetes"
                        .formatted(Runtime.getRuntime().availableProcessors()),
                """
                - **Rounds beside `erpc:multicall`.** The peer has every node call every other one, assuming that they \
                are connected; if they are not, the call connects them. The operator first asks each node for its \
                connections; then one end of each link calls the other ([ADR \
                13](adr/0013-one-call-verifies-both-directions.md)). JInterface has no atom cache, so it sends names in \
                full.
                - **Formation.** All VMs share this machine, and the work that they do to connect, plain Erlang's \
                figure beside it, takes most of the time: on two processors neither can reach the goal. The operator \
                also connects to each node first, and proves each path.
                - **Three hundred nodes** use the allocators of the C library (`+Mea min`), or they would not fit into \
                24 GiB, and `-connect_all false`, because at that number the messages of `global` keep two processors \
                busy without end, no matter what connects the nodes. One round cannot verify all links of so many \
                nodes: each link is verified within two.
                - **The bound of a round.** The CPU cost of a node grows by about 0.03 ms for each call, at ten nodes \
                as at three hundred. With at most 128 calls, and as many to answer, that is 4 ms, or less than half a \
                percent of one processor at the default interval of a second, regardless of the size of the mesh.
                - **Heals** follow cuts of a few seconds. After a longer cut, TCP alone retransmits what was lost after \
                a pause of up to the length of the cut (RFC 6298); the operator makes [silent links retransmit every \
                second](adr/0045-silent-links-retransmit-every-second.md). One run of `HealingIT` among all other \
                tests, with four kinds of cut of each length: 0.2 to 2.2 s after a cut of 5 s, and 0.3 to 0.9 s after \
                20 s.
                - **Threads.** Rounds and connections use virtual threads ([ADR \
                46](adr/0046-connections-on-virtual-threads.md)).
                """);
    }

    private MeshBench(Report report) {
        this.report = report;
    }

    /** Measures what rounds cost this process, and whether anything is left behind. */
    void endurance() {
        try (var fleet = Fleet.of(ENDURING);
                var monitor = MeshRounds.monitor()) {
            MeshRounds.watch(monitor, fleet, MeshTarget.Formation.OPERATOR, Duration.ofMillis(1));
            MeshRounds.await(monitor, 100);
            var before = Footprint.now();
            MeshRounds.await(monitor, 10_000);
            var after = Footprint.now();
            report.row(
                    "after 10,000 rounds against after 100, %d nodes: live heap; RSS; threads".formatted(ENDURING),
                    after.toString(),
                    before.toString(),
                    "flat");
        }
    }

    /** Measures how soon a loss is reported, and its end. */
    void losses() throws InterruptedException {
        var times = MeshLosses.measure(LOSSES);
        loss("silent cut → report", times.cuts(), "p99 ≤ 2 s");
        loss("VM killed → report", times.kills(), "≤ 1 s");
        loss("VM frozen → report", times.freezes(), "p99 ≤ 2 s");
        loss("the cut's end → the mesh whole again", times.heals(), "p99 ≤ 5 s");
    }

    private void loss(String what, List<Duration> times, String goal) {
        var samples = Samples.of(times);
        report.row(
                "%s, three nodes without Kubernetes, %d times".formatted(what, times.size()),
                "median %s, p99 %s"
                        .formatted(Samples.seconds(samples.median()), Samples.seconds(samples.percentile(99))),
                "",
                goal);
    }
}
