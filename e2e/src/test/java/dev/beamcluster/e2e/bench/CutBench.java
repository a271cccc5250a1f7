package dev.beamcluster.e2e.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.beamcluster.testkit.MeshHeals;
import dev.beamcluster.testkit.MeshHeals.Case;
import dev.beamcluster.testkit.MeshHeals.Heal;

/** How soon a mesh is whole again after cuts of several lengths, beside nodes that are left to Erlang and TCP. */
final class CutBench {

    private static final List<Integer> SECONDS = List.of(5, 10, 20, 40, 60);

    /** Erlang may close a connection that was silent for three quarters of its tick time of a minute. */
    private static final int TICK = 45;

    private CutBench() {}

    /**
     * Measures cuts of all lengths side by side, each on meshes of its own, with three nodes.
     *
     * @param runs how often; each takes two to three minutes
     * @param meshes how many meshes of each kind there are at a time
     */
    static void measure(Report report, int runs, int meshes) throws InterruptedException {
        List<Case> cases = SECONDS.stream()
                .map(Duration::ofSeconds)
                .flatMap(cut -> Stream.of(new Case(cut, false), new Case(cut, true)))
                .flatMap(each -> Collections.nCopies(meshes, each).stream())
                .toList();
        var heals = new ArrayList<Heal>();
        for (int run = 0; run < runs; run++) {
            heals.addAll(MeshHeals.measure(cases));
        }
        Map<Case, List<Heal>> byCase = heals.stream().collect(Collectors.groupingBy(Heal::measured));
        SECONDS.forEach(seconds -> row(report, seconds, byCase));
    }

    private static void row(Report report, int seconds, Map<Case, List<Heal>> heals) {
        var cut = Duration.ofSeconds(seconds);
        List<Heal> ours = heals.getOrDefault(new Case(cut, false), List.of());
        List<Heal> plain = heals.getOrDefault(new Case(cut, true), List.of());
        report.row(
                "the end of a cut of %d s → the mesh whole again, three nodes without Kubernetes, %d times"
                        .formatted(seconds, ours.size()),
                shown(ours),
                "nodes that the operator only watches: " + shown(plain),
                "p99 ≤ 2 s" + (seconds < TICK ? ", the same connections" : ""));
    }

    private static String shown(List<Heal> heals) {
        List<Duration> times =
                heals.stream().flatMap(heal -> heal.time().stream()).toList();
        long same = heals.stream().filter(Heal::isSame).count();
        String shown = times.isEmpty()
                ? "never"
                : "median %s, p99 %s"
                        .formatted(
                                Samples.seconds(Samples.of(times).median()),
                                Samples.seconds(Samples.of(times).percentile(99)));
        int missing = heals.size() - times.size();
        return "%s%s; the same connections in %d of %d"
                .formatted(shown, missing == 0 ? "" : ", not within a minute in " + missing, same, heals.size());
    }
}
