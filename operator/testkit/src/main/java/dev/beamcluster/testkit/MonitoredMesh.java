package dev.beamcluster.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.VmFigures;
import dev.beamcluster.mesh.monitor.HiddenNodeMonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The operator's monitor, watching a lab. */
public final class MonitoredMesh implements AutoCloseable {

    private static final Duration REPORTED = Duration.ofSeconds(5);

    private static final ClusterId ID = new ClusterId("lab", "mesh", "uid-of-mesh");

    private final HiddenNodeMonitor monitor;
    private final AtomicInteger changes = new AtomicInteger();

    public MonitoredMesh(MeshTarget target) {
        monitor = new HiddenNodeMonitor(
                new NodeName("beamcluster", "operator.lab.svc"),
                ThreadLocalRandom.current().nextLong(),
                InstantSource.system(),
                _ -> changes.incrementAndGet());
        monitor.watch(ID, target);
    }

    /** Waits until a report meets the expectation, and returns that report. */
    public MeshReport eventually(Duration within, Consumer<MeshReport> expectation) {
        var met = new AtomicReference<MeshReport>();
        await().atMost(within).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            var report = now();
            expectation.accept(report);
            met.set(report);
        });
        return Objects.requireNonNull(met.get());
    }

    /** Checks that every report during this time meets the expectation. */
    public void stays(Duration during, Consumer<MeshReport> expectation) {
        await().during(during)
                .atMost(during.plusSeconds(5))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> expectation.accept(now()));
    }

    /**
     * Checks that no report during this time has one of these links as established, and that they are reported as missing
     * after it. A node that a busy machine keeps from answering in time has no links in a report, missing or established.
     */
    public void stayMissing(Duration during, Link... links) {
        stays(during, seen -> assertThat(seen.establishedLinks()).doesNotContain(links));
        var _ = eventually(REPORTED, seen -> assertThat(seen.missingLinks()).containsKeys(links));
    }

    /** How many reports differed from the previous one. */
    public int changes() {
        return changes.get();
    }

    /** Waits for this many rounds. */
    public void awaitRounds(int rounds, Duration within) {
        var ends = new HashSet<Instant>();
        await().atMost(within).pollInterval(Duration.ofMillis(1)).until(() -> {
            monitor.latest(ID).ifPresent(seen -> ends.add(seen.at()));
            return ends.size() >= rounds;
        });
    }

    public void becomesWhole(Duration within) {
        var _ = eventually(
                within, report -> assertThat(report.isWhole()).as("%s", report).isEqualTo(MeshReport.Wholeness.WHOLE));
    }

    /** Changes the target. */
    public void watch(MeshTarget target) {
        monitor.watch(ID, target);
    }

    /** Asks the nodes for the figures of their VMs at this interval. */
    public void sampleVms(Duration interval) {
        monitor.sampleVms(ID, interval);
    }

    /** The last figures of the VM of each node, by pod. */
    public SortedMap<String, VmFigures> vms() {
        return monitor.vms(ID);
    }

    /** Waits for the first report about the pods of a new target. */
    public MeshReport firstReportOf(MeshTarget target) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> monitor.latest(ID),
                        latest -> latest.filter(seen -> seen.members().equals(target.members()))
                                .isPresent())
                .orElseThrow()
                .report();
    }

    /** Drains a node. */
    public CompletableFuture<DrainResult> drain(Member member, DrainCall call) {
        return monitor.drain(ID, member, call).toCompletableFuture();
    }

    /** The last report. */
    public MeshReport now() {
        return monitor.latest(ID)
                .orElseThrow(() -> new AssertionError("nothing seen yet"))
                .report();
    }

    @Override
    public void close() {
        monitor.close();
    }
}
