package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.testkit.Lab;
import dev.beamcluster.testkit.LabExtension;
import dev.beamcluster.testkit.LabNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** No false alarms, however busy the processors are. */
@Isolated
class FalseAlarmIT {

    /** Much longer than a fault takes to be seen (docs/benchmarks.md), and shorter than Erlang takes to notice a cut. */
    private static final Duration SEEN = Duration.ofSeconds(20);

    /** A node on a machine that runs many tests may not answer within a second, and then an alarm is not false. */
    private static final Duration PATIENT = Duration.ofSeconds(4);

    private static final Duration HEALED = Duration.ofSeconds(30);

    @RegisterExtension
    static final LabExtension mesh = new LabExtension(5);

    @Test
    void aHealthyMeshIsWholeForAThousandRoundsOnBusyProcessors() {
        // Given
        mesh.watch(lab -> lab.target(Duration.ofMillis(1), PATIENT));
        mesh.monitored().becomesWhole(HEALED);
        // A change is counted after its report can be read, and before the next round ends
        mesh.monitored().awaitRounds(3, HEALED);
        var before = mesh.monitored().changes();

        // When
        mesh.nodes().forEach(LabNode::keepBusy);

        // Then
        mesh.monitored().awaitRounds(1_000, Duration.ofMinutes(5));
        assertThat(mesh.monitored().changes()).as("reports that differ").isEqualTo(before);
    }

    /** Rounds that wait for a carrier all begin when one is free, so the next wait hits the middle of each. */
    @Test
    void aWaitForCarriersOfVirtualThreadsIsNotAnOutage() throws InterruptedException {
        // Given
        mesh.watch(Lab::target);
        mesh.monitored().becomesWhole(HEALED);
        mesh.monitored().awaitRounds(3, HEALED);
        var before = mesh.monitored().changes();

        // When
        for (int wait = 0; wait < 5; wait++) {
            keepCarriersBusy(mesh.lab().target().timeout().plusMillis(300));
            Thread.sleep(5);
        }

        // Then
        mesh.monitored().awaitRounds(3, HEALED);
        assertThat(mesh.monitored().changes()).as("reports that differ").isEqualTo(before);
    }

    private static void keepCarriersBusy(Duration time) throws InterruptedException {
        int carriers = Runtime.getRuntime().availableProcessors();
        var ended = new CountDownLatch(carriers);
        for (int each = 0; each < carriers; each++) {
            Thread.ofVirtual().start(() -> {
                long start = System.nanoTime();
                while (System.nanoTime() - start < time.toNanos()) {
                    Thread.onSpinWait();
                }
                ended.countDown();
            });
        }
        ended.await();
    }

    @Test
    void aPauseOfTheOperatorIsNotAnOutageAtAnyPointOfARound() throws InterruptedException {
        var deadline = Duration.ofSeconds(1);
        try (var operator = OtherOperator.of(mesh.lab(), deadline)) {
            // Given
            int before = reportsOfAWholeMesh(operator);

            // When
            for (int pause = 0; pause < 15; pause++) {
                operator.stop();
                Thread.sleep(deadline.plusMillis(500));
                operator.resume();
                Thread.sleep(150 + 17 * pause);
            }

            // Then
            assertThat(operator.reports()).as("reports").hasSize(before);
        }
    }

    @Test
    void anAnswerAfterAPauseOfTheOperatorIsNotAnOutage() throws InterruptedException {
        // A deadline long enough to thaw a node in
        var deadline = Duration.ofSeconds(5);
        try (var operator = OtherOperator.of(mesh.lab(), deadline)) {
            // Given a call without an answer when the operator is stopped
            int before = reportsOfAWholeMesh(operator);
            mesh.node(2).freeze();
            try {
                int discarded = operator.discardedRounds().size();

                // When
                operator.stop();
                Thread.sleep(deadline.plusMillis(500));
                operator.resume();

                // Then, also if peers of the node call it only now
                await().atMost(deadline.multipliedBy(2).plusSeconds(1))
                        .pollInterval(Duration.ofMillis(10))
                        .untilAsserted(() -> assertThat(operator.discardedRounds())
                                .as("%s", operator.lines())
                                .hasSizeGreaterThan(discarded));
            } finally {
                mesh.node(2).thaw();
            }
            await().during(deadline.plusSeconds(1))
                    .atMost(deadline.plusSeconds(2))
                    .until(() -> operator.reports().size() == before);
        }
    }

    /** The number of reports once the mesh is whole and, for many rounds, no other report has followed. */
    private static int reportsOfAWholeMesh(OtherOperator operator) {
        var last = new AtomicReference<List<String>>(List.of());
        await().atMost(HEALED).pollInterval(Duration.ofMillis(500)).until(() -> {
            var reports = operator.reports();
            return reports.equals(last.getAndSet(reports))
                    && !reports.isEmpty()
                    && reports.getLast().startsWith("WHOLE");
        });
        return Objects.requireNonNull(last.get()).size();
    }

    @Test
    void aNodeWhoseApplicationsAreStillStartingIsNotAnOutage() {
        // Given a node that does not report its applications, as while one starts, and a new operator
        mesh.monitored().close();
        assertThat(mesh.node(3).ask("sys, suspend, [application_controller]")).isEqualTo("ok");
        try {
            // When
            mesh.watch(Lab::target);

            // Then
            mesh.monitored().becomesWhole(SEEN);
            mesh.monitored()
                    .stays(
                            Duration.ofSeconds(4),
                            seen -> assertThat(seen.isWhole()).isEqualTo(MeshReport.Wholeness.WHOLE));
        } finally {
            assertThat(mesh.node(3).ask("sys, resume, [application_controller]"))
                    .isEqualTo("ok");
        }
    }

    @Test
    void onlyANodeWithBusySchedulersIsReported() {
        // When
        mesh.node(4).keepSchedulersBusy();

        // Then
        var busy = mesh.node(4).name();
        var _ = mesh.monitored()
                .eventually(
                        Duration.ofSeconds(10),
                        seen -> assertThat(seen.unreachable()).isEqualTo(Map.of(busy, new Fault(Cause.CALL_TIMEOUT))));
        mesh.monitored().stays(Duration.ofSeconds(3), seen -> {
            assertThat(seen.unreachable().keySet()).isSubsetOf(busy);
            assertThat(seen.missingLinks().keySet()).allMatch(link -> link.to().equals(busy));
        });

        // And when they are free again
        mesh.monitored().becomesWhole(HEALED);
    }
}
