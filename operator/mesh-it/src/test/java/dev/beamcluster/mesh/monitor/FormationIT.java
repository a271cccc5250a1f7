package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.testkit.Fleet;
import dev.beamcluster.testkit.MonitoredMesh;

import static org.assertj.core.api.Assertions.assertThat;

/** A hundred nodes on one machine form one mesh. How fast they do is in docs/benchmarks.md. */
@Isolated
class FormationIT {

    private static final int SIZE = 100;

    /** How many peers each node claims to be connected to. */
    private static final String DEGREES = """
            [io:format("~b~n", [length(erpc:call(N, erlang, nodes, []))]) || N <- Nodes]""";

    @Test
    void aHundredUnconnectedNodesBecomeOneMesh() {
        try (var fleet = Fleet.of(SIZE)) {
            // Given
            assertThat(fleet.numbers(DEGREES)).hasSize(SIZE).containsOnly(0L);

            // When
            try (var monitored = new MonitoredMesh(
                    fleet.target(MeshTarget.Formation.OPERATOR, Duration.ofSeconds(1), Duration.ofSeconds(5)))) {
                monitored.becomesWhole(Duration.ofMinutes(2));
                var report = monitored.now();

                // Then
                assertThat(report.establishedLinks()).hasSize(SIZE * (SIZE - 1));
            }
            List<Long> degrees = fleet.numbers(DEGREES);
            assertThat(degrees).isEqualTo(Collections.nCopies(SIZE, (long) SIZE - 1));
        }
    }
}
