package dev.beamcluster.e2e.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.Sampling;
import dev.beamcluster.testkit.Fleet;

/** What a mesh of one size takes: to form, for a round, and from its nodes; beside it Erlang that does the same. */
final class SizeBench {

    private static final int RUNS = 20;

    /** In which ours and the peer's take turns: what else the machine does falls on both. */
    private static final int BLOCKS = 5;

    /** Between two rounds; and long enough that there is none. */
    private static final Duration PAUSE = Duration.ofMillis(1);

    private static final Duration ASLEEP = Duration.ofHours(1);

    /** Two fleets that are larger do not fit into this machine's memory side by side. */
    private static final int LARGEST_PAIR = 100;

    /**
     * Before that a just-in-time compiler is what is measured, and nodes that have just come are asked every second what they are;
     * the operator runs for weeks.
     */
    private static final Duration WARM_UP = Duration.ofSeconds(25);

    private static final int COST_ROUNDS = 50;

    private final Report report;
    private final Fleet fleet;
    private final int size;

    private SizeBench(Report report, Fleet fleet, int size) {
        this.report = report;
        this.fleet = fleet;
        this.size = size;
    }

    /** Measures a mesh of so many nodes, formation first, for the rest needs it formed. */
    static void measure(Report report, int size) {
        try (var fleet = Fleet.of(size)) {
            var bench = new SizeBench(report, fleet, size);
            bench.formation();
            bench.warm();
            bench.cold();
            bench.cost();
        }
    }

    private void formation() {
        var ours = Samples.of(List.of(MeshRounds.whole(fleet, MeshTarget.Formation.OPERATOR)));
        if (size > LARGEST_PAIR) {
            report.row(
                    "%d nodes that know nothing of each other → full mesh, every directed link verified, once"
                            .formatted(size),
                    Samples.seconds(ours.median()),
                    "",
                    "");
            return;
        }
        Samples erlang;
        try (var peer = Fleet.of(size)) {
            erlang = Samples.of(List.of(ErlangPeer.formation(peer)));
        }
        report.row(
                "%d nodes that know nothing of each other → full mesh, every directed link verified, once"
                        .formatted(size),
                "%s (ratio %.2f)".formatted(Samples.seconds(ours.median()), ours.ratio(erlang)),
                "a hidden `erl` has each node call `connect_node` for every later one, and all links checked: "
                        + Samples.seconds(erlang.median()),
                size == 100 ? "≤ 5 s" : "");
    }

    private void warm() {
        int blocks = size > LARGEST_PAIR ? 1 : BLOCKS;
        var rounds = new ArrayList<MeshRounds.Timed>();
        var erlang = new ArrayList<Duration>();
        try (var monitor = MeshRounds.monitor()) {
            MeshRounds.watch(monitor, fleet, MeshTarget.Formation.APPLICATION, PAUSE);
            LockSupport.parkNanos(WARM_UP.toNanos());
            for (int block = 0; block < blocks; block++) {
                MeshRounds.watch(monitor, fleet, MeshTarget.Formation.APPLICATION, PAUSE);
                rounds.add(MeshRounds.timed(monitor, RUNS, PAUSE));
                MeshRounds.watch(monitor, fleet, MeshTarget.Formation.APPLICATION, ASLEEP);
                erlang.addAll(ErlangPeer.warmRounds(fleet, RUNS));
            }
        }
        var ours = Samples.of(
                rounds.stream().flatMap(block -> block.times().stream()).toList());
        var peer = Samples.of(erlang);
        report.row(
                "%s %d directed links checked, links to the nodes open, median of %d"
                        .formatted(
                                Sampling.rounds(size) > 1
                                        ? "in turn, within %d rounds, all".formatted(Sampling.rounds(size))
                                        : "all",
                                size * (size - 1),
                                blocks * RUNS),
                "%s (ratio %.2f)".formatted(Samples.millis(ours.median()), ours.ratio(peer)),
                "the same by `erpc:multicall` from a hidden `erl`: %s".formatted(Samples.millis(peer.median())),
                "ratio ≤ 1.0" + (size == 100 ? ", ≤ 0.5 s" : ""));
        report.row(
                "allocated by the operator for such a round, %d nodes; its threads".formatted(size),
                "%d KiB; %d"
                        .formatted(
                                rounds.getLast().allocated() / 1024,
                                rounds.getLast().threads()),
                "",
                "");
    }

    private void cold() {
        var ours = Samples.of(IntStream.range(0, RUNS)
                .mapToObj(_ -> MeshRounds.whole(fleet, MeshTarget.Formation.APPLICATION))
                .toList());
        var erlang = Samples.of(ErlangPeer.coldRounds(fleet, RUNS));
        report.row(
                "the same, no link to a node open before, %d nodes, median of %d".formatted(size, RUNS),
                "%s (ratio %.2f)".formatted(Samples.millis(ours.median()), ours.ratio(erlang)),
                "the same by `erpc:multicall` from a hidden `erl`: %s".formatted(Samples.millis(erlang.median())),
                "ratio ≤ 1.0");
    }

    /** Measures what being looked at costs a node. */
    private void cost() {
        try (var monitor = MeshRounds.monitor()) {
            MeshRounds.watch(monitor, fleet, MeshTarget.Formation.APPLICATION, Duration.ofMillis(50));
            MeshRounds.await(monitor, 3);
            var before = ErlangPeer.usage(fleet);
            MeshRounds.await(monitor, COST_ROUNDS);
            var used = ErlangPeer.usage(fleet).since(before);
            report.row(
                    "what a round costs each of %d nodes: bytes in and out of its ports; atoms that %d rounds made; CPU"
                            .formatted(size, COST_ROUNDS),
                    "%d; %d; %s"
                            .formatted(
                                    used.bytes() / COST_ROUNDS / size,
                                    used.atoms(),
                                    Samples.millis(used.cpu().dividedBy((long) COST_ROUNDS * size))),
                    "",
                    "");
        }
    }
}
