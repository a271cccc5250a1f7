package dev.beamcluster.e2e.tests.mesh;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Images without clustering code form one mesh, whatever tool built them. */
@EndToEnd
class ReleaseKindsE2E {

    static Stream<Arguments> kindsAndSizes() {
        return Stream.of(SampleRelease.values())
                .flatMap(workload ->
                        Stream.of(1, 3, 5).map(size -> argumentSet(workload + " at " + size, workload, size)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndSizes")
    void becomesWhole(SampleRelease workload, int nodes, TestNamespace namespace) {
        // When
        var beam = namespace.apply("chat", workload.yaml("chat", nodes));

        // Then
        var whole = beam.becomesWhole(nodes);
        whole.eventually(
                Beam.WHOLE,
                status -> status.condition("Meshed").isTrue().hasReason(nodes == 1 ? "SingleNode" : "FullMesh"));
    }
}
