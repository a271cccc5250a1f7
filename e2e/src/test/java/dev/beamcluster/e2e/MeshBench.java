package dev.beamcluster.e2e;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import dev.beamcluster.operator.mesh.ClusterId;
import dev.beamcluster.operator.mesh.MeshMonitor;
import dev.beamcluster.operator.mesh.MeshReport;
import dev.beamcluster.operator.mesh.MeshTarget;
import dev.beamcluster.operator.mesh.NodeName;
import dev.beamcluster.operator.mesh.jinterface.JInterfaceMeshMonitor;

/** The mesh engine alone: many VMs, no Kubernetes, and beside it a hidden Erlang node that asks the same of them. */
final class MeshBench {

    private static final int RUNS = 20;

    /** Before that a just-in-time compiler is what is measured; the operator runs for weeks. */
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ClusterId ID = new ClusterId("bench", "fleet");

    /** Each node calls {@code erlang:node/0} on each other one: what the operator has them do. */
    private static final String ALL_LINKS =
            "erpc:multicall(Nodes, erpc, multicall, [Nodes, erlang, node, [], 10000], 20000)";

    private final Report report;

    /** Measures meshes of the sizes given, and prints the rows only. */
    public static void main(String[] sizes) {
        var bench = new MeshBench(new Report());
        Arrays.stream(sizes).map(Integer::valueOf).forEach(bench::measure);
    }

    MeshBench(Report report) {
        this.report = report;
    }

    /** Measures a mesh of so many nodes, formation first, for the rest needs it formed. */
    void measure(int size) {
        try (var fleet = Fleet.of(size)) {
            formation(fleet, size);
            warm(fleet, size);
            cold(fleet, size);
        }
    }

    private void formation(Fleet fleet, int size) {
        var taken = whole(fleet, MeshTarget.Formation.OPERATOR);
        report.row(
                "%d nodes that know nothing of each other → full mesh, every directed link verified, once"
                        .formatted(size),
                Samples.seconds(taken),
                "",
                size == 100 ? "≤ 5 s" : "");
    }

    private void warm(Fleet fleet, int size) {
        var ours = rounds(fleet);
        var erlang = erlang(fleet, "[true = net_kernel:connect_node(N) || N <- Nodes]", "ok", ALL_LINKS);
        report.row(
                "all %d directed links checked, links to the nodes open, median of %d"
                        .formatted(size * (size - 1), RUNS),
                "%s (ratio %.2f)".formatted(Samples.millis(ours.median()), ours.ratio(erlang)),
                "the same by `erpc:multicall` from a hidden `erl`: %s".formatted(Samples.millis(erlang.median())),
                "ratio ≤ 1.0" + (size == 100 ? ", ≤ 0.5 s" : ""));
    }

    private void cold(Fleet fleet, int size) {
        var ours = Samples.of(IntStream.range(0, RUNS)
                .mapToObj(_ -> whole(fleet, MeshTarget.Formation.APPLICATION))
                .toList());
        var erlang = erlang(fleet, "ok", "[erlang:disconnect_node(N) || N <- Nodes], timer:sleep(300)", ALL_LINKS);
        report.row(
                "the same, no link to a node open before, %d nodes, median of %d".formatted(size, RUNS),
                "%s (ratio %.2f)".formatted(Samples.millis(ours.median()), ours.ratio(erlang)),
                "the same by `erpc:multicall` from a hidden `erl`: %s".formatted(Samples.millis(erlang.median())),
                "ratio ≤ 1.0");
    }

    /** How long a monitor that comes anew takes to say that the mesh is whole. */
    private static Duration whole(Fleet fleet, MeshTarget.Formation formation) {
        try (var monitor = monitor()) {
            long start = System.nanoTime();
            monitor.watch(ID, fleet.target(formation, Duration.ofMillis(10), TIMEOUT));
            until(() -> monitor.latest(ID)
                    .filter(seen -> seen.report().isWhole() == MeshReport.Wholeness.WHOLE)
                    .isPresent());
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    /** From the end of one round to the end of the next, less the millisecond between them. */
    private static Samples rounds(Fleet fleet) {
        var pause = Duration.ofMillis(1);
        try (var monitor = monitor()) {
            monitor.watch(ID, fleet.target(MeshTarget.Formation.APPLICATION, pause, TIMEOUT));
            LockSupport.parkNanos(WARM_UP.toNanos());
            var ends = new ArrayList<Instant>();
            until(() -> {
                Optional<Instant> end = monitor.latest(ID).map(MeshMonitor.Observation::at);
                if (end.isPresent() && (ends.isEmpty() || !ends.getLast().equals(end.get()))) {
                    ends.add(end.get());
                }
                return ends.size() == RUNS + 1;
            });
            return Samples.of(IntStream.range(1, ends.size())
                    .mapToObj(index -> Duration.ofNanos(ChronoUnit.NANOS.between(ends.get(index - 1), ends.get(index)))
                            .minus(pause))
                    .toList());
        }
    }

    private static Samples erlang(Fleet fleet, String first, String beforeEach, String call) {
        List<Long> micros = fleet.numbers("""
                %s, _ = %s, lists:foreach(fun(_) -> %s, {Micros, _} = timer:tc(fun() -> %s end), \
                io:format("~b~n", [Micros]) end, lists:seq(1, %d))""".formatted(first, call, beforeEach, call, RUNS));
        return Samples.of(micros.stream()
                .map(micro -> Duration.of(micro, ChronoUnit.MICROS))
                .toList());
    }

    private static JInterfaceMeshMonitor monitor() {
        return new JInterfaceMeshMonitor(
                new NodeName("beamcluster", "operator.bench.svc"),
                ThreadLocalRandom.current().nextLong(),
                InstantSource.system(),
                _ -> {});
    }

    /** Looks often: a library's poll every few milliseconds would be a part of what is measured. */
    private static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not reached within " + PATIENCE);
            }
            LockSupport.parkNanos(200_000);
        }
    }
}
