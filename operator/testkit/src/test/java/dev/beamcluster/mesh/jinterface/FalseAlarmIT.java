package dev.beamcluster.mesh.jinterface;

import java.time.Duration;
import java.util.Map;

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

/** What is no outage is told as none, whatever the processors do. */
@Isolated
class FalseAlarmIT {

    private static final Duration SEEN = Duration.ofSeconds(5);
    private static final Duration HEALED = Duration.ofSeconds(30);

    @RegisterExtension
    static final LabExtension mesh = new LabExtension(5);

    @Test
    void aHealthyMeshIsWholeInAThousandRoundsWhateverElseTheProcessorsDo() {
        // Given
        mesh.watch(lab -> lab.target(Duration.ofMillis(1)));
        mesh.sight().becomesWhole(HEALED);
        var before = mesh.sight().told();

        // When
        mesh.nodes().forEach(LabNode::keepBusy);

        // Then
        mesh.sight().sees(1_000, Duration.ofMinutes(2));
        assertThat(mesh.sight().told()).as("reports that differ").isEqualTo(before);
    }

    @Test
    void aPauseOfTheOperatorItselfIsNoOutage() throws InterruptedException {
        try (var operator = OtherOperator.of(mesh.lab())) {
            // Given
            await().atMost(HEALED)
                    .until(() -> !operator.reports().isEmpty()
                            && operator.reports().getLast().startsWith("WHOLE"));
            int before = operator.reports().size();

            // When it does not run for longer than a node's deadline, at whatever point of a round, until that cost an
            // answer
            for (int pause = 0; pause < 15 || (pause < 60 && operator.doubts() == 0); pause++) {
                operator.stop();
                Thread.sleep(1500);
                operator.letGo();
                Thread.sleep(150 + 17 * pause);
            }

            // Then
            assertThat(operator.doubts()).as("pauses that cost an answer").isPositive();
            assertThat(operator.reports()).as("reports").hasSize(before);
        }
    }

    @Test
    void aNodeWhoseApplicationsAreStillStartingIsNoOutage() {
        // Given a node that, as while an application starts, does not tell what runs on it, and an operator that has
        // just come
        mesh.sight().close();
        assertThat(mesh.node(3).ask("sys, suspend, [application_controller]")).isEqualTo("ok");
        try {
            // When
            mesh.watch(Lab::target);

            // Then
            mesh.sight().becomesWhole(SEEN);
            mesh.sight()
                    .stays(
                            Duration.ofSeconds(4),
                            seen -> assertThat(seen.isWhole()).isEqualTo(MeshReport.Wholeness.WHOLE));
        } finally {
            assertThat(mesh.node(3).ask("sys, resume, [application_controller]"))
                    .isEqualTo("ok");
        }
    }

    @Test
    void aNodeWhoseSchedulersAreBusyIsNotAnsweringAndNoOtherIsBlamed() {
        // When
        mesh.node(4).keepSchedulersBusy();

        // Then
        var busy = mesh.node(4).name();
        var _ = mesh.sight()
                .eventually(
                        Duration.ofSeconds(8),
                        seen -> assertThat(seen.unreachable()).isEqualTo(Map.of(busy, new Fault(Cause.CALL_TIMEOUT))));
        mesh.sight().stays(Duration.ofSeconds(3), seen -> {
            assertThat(seen.unreachable().keySet()).isSubsetOf(busy);
            assertThat(seen.missingLinks().keySet()).allMatch(link -> link.to().equals(busy));
        });

        // And when they have time again
        mesh.sight().becomesWhole(HEALED);
    }
}
