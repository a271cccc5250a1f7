package dev.beamcluster.mesh.probe;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.mesh.NodeName;

import static org.assertj.core.api.Assertions.assertThat;

class CallAssignmentTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 30, 99, 100, 101})
    void everyLinkIsCalledFromOneEndAndEveryNodeByHalfOfTheOthers(int size) {
        List<NodeName> nodes = IntStream.range(0, size)
                .mapToObj(ordinal -> new NodeName("lab", "n" + ordinal + ".test"))
                .toList();
        var turns = new CallAssignment(nodes);

        for (NodeName one : nodes) {
            long callers = nodes.stream()
                    .filter(other -> !other.equals(one) && turns.calls(other, one))
                    .count();
            assertThat(callers)
                    .as("peers that call %s", one)
                    .isBetween((size - 1) / 2L, size / 2L)
                    .isPositive();
            for (NodeName other : nodes) {
                if (!one.equals(other) && size > 2) {
                    assertThat(turns.calls(one, other))
                            .as("%s and %s", one, other)
                            .isNotEqualTo(turns.calls(other, one));
                }
            }
        }
    }
}
