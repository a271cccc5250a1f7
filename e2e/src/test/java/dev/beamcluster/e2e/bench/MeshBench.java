package dev.beamcluster.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Sampling;
import dev.beamcluster.mesh.monitor.HiddenNodeMonitor;
import dev.beamcluster.testkit.Fleet;
import dev.beamcluster.testkit.MeshLosses;

/** The mesh engine alone: many VMs, no Kubernetes, and beside it a hidden Erlang node that asks the same of them. */
final class MeshBench {

    private static final List<String> ALL = List.of("10", "30", "100", "losses", "endurance", "300");
    private static final int RUNS = 20;
    private static final int LOSSES = 50;

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

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Nodes of the mesh that is looked at for long. */
    private static final int ENDURING = 10;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ClusterId ID = new ClusterId("bench", "fleet", "uid-of-fleet");

    /** Each node calls {@code erlang:node/0} on each other one: what the operator has them do. */
    private static final String ALL_LINKS =
            "erpc:multicall(Nodes, erpc, multicall, [Nodes, erlang, node, [], 10000], 20000)";

    /** Each node connects to every one that comes after it, side by side; then all links are checked. */
    private static final String EACH_CONNECTS = """
            {Micros, _} = timer:tc(fun() -> Later = fun(N) -> lists:nthtail(N, Nodes) end, \
            Asked = [erpc:send_request(lists:nth(N, Nodes), lists, foreach, [fun net_kernel:connect_node/1, Later(N)]) \
            || N <- lists:seq(1, length(Nodes))], [ok = erpc:receive_response(A, 120000) || A <- Asked], %s end), \
            io:format("~b~n", [Micros])""".formatted(ALL_LINKS);

    private static final int COST_ROUNDS = 50;

    /** Of all nodes together: bytes through ports, atoms, milliseconds of CPU; asking is a part of it, and small. */
    private static final String COST = """
            Bytes = lists:sum([I + O || {ok, {{input, I}, {output, O}}} <- erpc:multicall(Nodes, erlang, statistics, [io])]), \
            Atoms = lists:sum([A || {ok, A} <- erpc:multicall(Nodes, erlang, system_info, [atom_count])]), \
            Millis = lists:sum([T || {ok, {T, _}} <- erpc:multicall(Nodes, erlang, statistics, [runtime])]), \
            io:format("~b~n~b~n~b~n", [Bytes, Atoms, Millis])""";

    private final Report report;

    /** Measures everything and writes the report; or what is named, a size or a word, and prints the rows only. */
    public static void main(String[] whats) throws IOException, InterruptedException {
        var bench = new MeshBench(new Report());
        for (String what : whats.length == 0 ? ALL : List.of(whats)) {
            switch (what) {
                case "losses" -> bench.losses();
                case "endurance" -> bench.endurance();
                default -> bench.measure(Integer.parseInt(what));
            }
            if (whats.length == 0) {
                // After each part, since the whole takes half an hour.
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
                - **Heals** follow cuts of a few seconds. After a longer cut, TCP retransmits what was lost after a \
                pause of up to the length of the cut (RFC 6298), and `healing: Reconnect` waits for that. One run of \
                `HealingIT`, with four kinds of cut of each length: 0.3 to 3.3 s after a cut of 5 s, 0.5 to 7.5 s after \
                20 s, 4.5 to 14.1 s after 60 s, and 1.0 to 3.0 s after 120 s, when OTP has closed the links and the \
                operator reconnects them.
                - **Threads.** JInterface uses a platform thread for each connection; rounds run on virtual threads.
                """);
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
            cost(fleet, size);
        }
    }

    /** Measures what rounds cost this process, and whether anything is left behind. */
    void endurance() {
        try (var fleet = Fleet.of(ENDURING);
                var monitor = monitor()) {
            monitor.watch(ID, fleet.target(MeshTarget.Formation.OPERATOR, Duration.ofMillis(1), TIMEOUT));
            rounds(monitor, 100);
            var before = Footprint.now();
            rounds(monitor, 10_000);
            var after = Footprint.now();
            report.row(
                    "after 10,000 rounds against after 100, %d nodes: live heap; RSS; threads".formatted(ENDURING),
                    after.toString(),
                    before.toString(),
                    "flat");
        }
    }

    /** Measures what being looked at costs a node. */
    private void cost(Fleet fleet, int size) {
        try (var monitor = monitor()) {
            monitor.watch(ID, fleet.target(MeshTarget.Formation.APPLICATION, Duration.ofMillis(50), TIMEOUT));
            rounds(monitor, 3);
            List<Long> before = fleet.numbers(COST);
            rounds(monitor, COST_ROUNDS);
            List<Long> after = fleet.numbers(COST);
            report.row(
                    "what a round costs each of %d nodes: bytes in and out of its ports; atoms that %d rounds made; CPU"
                            .formatted(size, COST_ROUNDS),
                    "%d; %d; %s"
                            .formatted(
                                    (after.getFirst() - before.getFirst()) / COST_ROUNDS / size,
                                    after.get(1) - before.get(1),
                                    Samples.millis(Duration.ofMillis(after.getLast() - before.getLast())
                                            .dividedBy((long) COST_ROUNDS * size))),
                    "",
                    "");
        }
    }

    /** Waits for so many rounds. */
    private static void rounds(MeshMonitor monitor, int count) {
        var seen = new Object() {
            Instant last = Instant.MIN;
            int rounds;
        };
        until(() -> {
            monitor.latest(ID)
                    .map(MeshMonitor.Observation::at)
                    .filter(at -> !at.equals(seen.last))
                    .ifPresent(at -> {
                        seen.last = at;
                        seen.rounds++;
                    });
            return seen.rounds >= count;
        });
    }

    /** Measures how soon a loss is reported, and its end. */
    void losses() throws InterruptedException {
        var times = MeshLosses.measure(LOSSES);
        loss("silent cut → report", times.cuts(), "p99 ≤ 3 s");
        loss("VM killed → report", times.kills(), "≤ 1 s");
        loss("VM frozen → report", times.freezes(), "p99 ≤ 3 s");
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

    private void formation(Fleet fleet, int size) {
        var ours = Samples.of(List.of(whole(fleet, MeshTarget.Formation.OPERATOR)));
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
            erlang = Samples.of(List.of(Duration.of(peer.numbers(EACH_CONNECTS).getFirst(), ChronoUnit.MICROS)));
        }
        report.row(
                "%d nodes that know nothing of each other → full mesh, every directed link verified, once"
                        .formatted(size),
                "%s (ratio %.2f)".formatted(Samples.seconds(ours.median()), ours.ratio(erlang)),
                "a hidden `erl` has each node call `connect_node` for every later one, and all links checked: "
                        + Samples.seconds(erlang.median()),
                size == 100 ? "≤ 5 s" : "");
    }

    private void warm(Fleet fleet, int size) {
        int blocks = size > LARGEST_PAIR ? 1 : BLOCKS;
        var rounds = new ArrayList<Rounds>();
        var erlang = new ArrayList<Duration>();
        try (var monitor = monitor()) {
            monitor.watch(ID, fleet.target(MeshTarget.Formation.APPLICATION, PAUSE, TIMEOUT));
            LockSupport.parkNanos(WARM_UP.toNanos());
            for (int block = 0; block < blocks; block++) {
                monitor.watch(ID, fleet.target(MeshTarget.Formation.APPLICATION, PAUSE, TIMEOUT));
                rounds.add(rounds(monitor));
                monitor.watch(ID, fleet.target(MeshTarget.Formation.APPLICATION, ASLEEP, TIMEOUT));
                erlang.addAll(erlang(fleet, "[true = net_kernel:connect_node(N) || N <- Nodes]", "ok", ALL_LINKS));
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

    private void cold(Fleet fleet, int size) {
        var ours = Samples.of(IntStream.range(0, RUNS)
                .mapToObj(_ -> whole(fleet, MeshTarget.Formation.APPLICATION))
                .toList());
        var erlang = Samples.of(
                erlang(fleet, "ok", "[erlang:disconnect_node(N) || N <- Nodes], timer:sleep(300)", ALL_LINKS));
        report.row(
                "the same, no link to a node open before, %d nodes, median of %d".formatted(size, RUNS),
                "%s (ratio %.2f)".formatted(Samples.millis(ours.median()), ours.ratio(erlang)),
                "the same by `erpc:multicall` from a hidden `erl`: %s".formatted(Samples.millis(erlang.median())),
                "ratio ≤ 1.0");
    }

    /** How long a new monitor takes to say that the mesh is whole. */
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

    /**
     * Rounds one after the other.
     *
     * @param times from the end of one to the end of the next, less the pause between them
     * @param allocated bytes a round, by this whole process
     * @param threads of the platform, in this whole process
     */
    private record Rounds(List<Duration> times, long allocated, int threads) {}

    private static Rounds rounds(MeshMonitor monitor) {
        var ends = new ArrayList<Instant>();
        // The first is the one that was under way.
        rounds(monitor, 2);
        long before = Footprint.allocatedBytes();
        until(() -> {
            Optional<Instant> end = monitor.latest(ID).map(MeshMonitor.Observation::at);
            if (end.isPresent() && (ends.isEmpty() || !ends.getLast().equals(end.get()))) {
                ends.add(end.get());
            }
            return ends.size() == RUNS + 1;
        });
        long allocated = (Footprint.allocatedBytes() - before) / RUNS;
        var times = IntStream.range(1, ends.size())
                .mapToObj(index -> Duration.ofNanos(ChronoUnit.NANOS.between(ends.get(index - 1), ends.get(index)))
                        .minus(PAUSE))
                .toList();
        return new Rounds(times, allocated, Footprint.now().threads());
    }

    private static List<Duration> erlang(Fleet fleet, String first, String beforeEach, String call) {
        List<Long> micros = fleet.numbers("""
                %s, _ = %s, lists:foreach(fun(_) -> %s, {Micros, _} = timer:tc(fun() -> %s end), \
                io:format("~b~n", [Micros]) end, lists:seq(1, %d))""".formatted(first, call, beforeEach, call, RUNS));
        return micros.stream()
                .map(micro -> Duration.of(micro, ChronoUnit.MICROS))
                .toList();
    }

    private static HiddenNodeMonitor monitor() {
        return new HiddenNodeMonitor(
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
