package dev.beamcluster.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.testkit.simulated.Faults;
import dev.beamcluster.testkit.simulated.NodeId;

/** How soon faults among many meshes are reported. */
final class FaultBench {

    private static final int FAULTS = 100;
    private static final int BETWEEN_FAULTS_MILLIS = 100;
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final Report report;
    private final WatchedMeshes meshes;
    private final int count;

    FaultBench(Report report, WatchedMeshes meshes) {
        this.report = report;
        this.meshes = meshes;
        this.count = Math.min(FAULTS, meshes.size());
    }

    /** What happens in one mesh. */
    @FunctionalInterface
    private interface MeshFault {
        void in(int mesh) throws IOException;
    }

    /** One fault after the other, each in another mesh, at random moments of its rounds. */
    void single() throws IOException, InterruptedException {
        Faults faults = meshes.faults();
        single("a link is cut → broken", mesh -> faults.cut(new NodeId(mesh, 0), new NodeId(mesh, 1)));
        for (int mesh = 0; mesh < count; mesh++) {
            faults.mend(new NodeId(mesh, 0), new NodeId(mesh, 1));
        }
        meshes.settle();
        single("a node is silent → broken", mesh -> faults.silence(List.of(new NodeId(mesh, 1))));
        faults.wake(nodes(1));
        meshes.settle();
        single("a node is killed → broken", mesh -> faults.stop(List.of(new NodeId(mesh, 2))));
        faults.start(nodes(2));
        meshes.settle();
    }

    private List<NodeId> nodes(int ordinal) {
        return IntStream.range(0, count)
                .mapToObj(mesh -> new NodeId(mesh, ordinal))
                .toList();
    }

    private void single(String what, MeshFault fault) throws IOException, InterruptedException {
        var starts = new ArrayList<Long>();
        for (int mesh = 0; mesh < count; mesh++) {
            meshes.verdicts().expect(List.of(meshes.id(mesh)));
            starts.add(System.nanoTime());
            fault.in(mesh);
            Thread.sleep(BETWEEN_FAULTS_MILLIS + ThreadLocalRandom.current().nextInt(BETWEEN_FAULTS_MILLIS));
        }
        WatchedMeshes.until(() -> IntStream.range(0, count)
                .allMatch(mesh ->
                        meshes.verdicts().brokenAfter(meshes.id(mesh), 0).isPresent()));
        var times = Samples.of(IntStream.range(0, count)
                .mapToObj(mesh -> meshes.verdicts()
                        .brokenAfter(meshes.id(mesh), starts.get(mesh))
                        .orElseThrow())
                .toList());
        report.row("%s, %d times, all other meshes whole".formatted(what, count), times.spread(), "", "p99 ≤ 2 s");
    }

    /** Which nodes of a mesh a zone has. */
    @FunctionalInterface
    interface Zone {
        List<Integer> ordinalsOf(int mesh);
    }

    /** A third of all nodes is silent at once. */
    void zone(String what, Zone zone) throws IOException, InterruptedException {
        List<NodeId> gone = IntStream.range(0, meshes.size())
                .boxed()
                .flatMap(mesh -> zone.ordinalsOf(mesh).stream().map(ordinal -> new NodeId(mesh, ordinal)))
                .toList();
        List<ClusterId> hit =
                gone.stream().map(NodeId::mesh).distinct().map(meshes::id).toList();
        List<ClusterId> spared =
                meshes.ids().stream().filter(mesh -> !hit.contains(mesh)).toList();
        meshes.verdicts().expect(hit);
        long start = System.nanoTime();
        meshes.faults().silence(gone);
        var clock = new RoundClock(meshes.current(), spared.isEmpty() ? hit : spared).during(SILENCE);
        List<Duration> times = hit.stream()
                .flatMap(mesh -> meshes.verdicts().brokenAfter(mesh, start).stream())
                .toList();
        row(
                "a third of all nodes is silent at once, %s → the last of %d meshes is reported; %d are not"
                        .formatted(what, hit.size(), hit.size() - times.size()),
                Samples.of(times).percentile(100),
                "≤ 5 s");
        row(
                "… meanwhile, the longest time between two rounds of %s"
                        .formatted(spared.isEmpty() ? "these meshes" : "the other meshes"),
                clock.longest(),
                "");
        meshes.faults().wake(gone);
        row("… the silence ends → all whole", meshes.settle(), "");
    }

    private void row(String what, Duration measured, String goal) {
        report.row(what, Samples.seconds(measured), "", goal);
    }
}
