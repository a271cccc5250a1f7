package dev.beamcluster.e2e.bench.soak;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeshVerdictsTest {

    private final MeshVerdicts verdicts = new MeshVerdicts();

    @Test
    void aMeshThatIsNoLongerWholeWithoutReasonIsAFalseAlarm() {
        // Given
        verdicts.seen("chat0", "True", "FullMesh", 1);

        // When
        verdicts.seen("chat0", "Unknown", "ProbeStale", 2);
        verdicts.seen("chat0", "False", "LinksMissing", 3);

        // Then: once, until it is whole again
        assertThat(verdicts.falseAlarms()).containsExactly("chat0 is Meshed=Unknown: ProbeStale");
        verdicts.seen("chat0", "True", "FullMesh", 4);
        verdicts.seen("chat0", "False", "LinksMissing", 5);
        assertThat(verdicts.falseAlarms()).hasSize(2);
    }

    @Test
    void aNewMeshMayNotBeWholeYet() {
        verdicts.seen("chat0", "False", "NodesUnreachable", 1);

        assertThat(verdicts.falseAlarms()).isEmpty();
    }

    @Test
    void aMeshThatWasCreatedAgainIsNew() {
        // Given
        verdicts.seen("chat0", "True", "FullMesh", 1);
        verdicts.gone("chat0");

        // When
        verdicts.seen("chat0", "Unknown", "ProbeStale", 2);

        // Then
        assertThat(verdicts.falseAlarms()).isEmpty();
    }

    @Test
    void theFirstReportOfAFaultCounts() {
        // Given
        verdicts.seen("chat0", "True", "FullMesh", 1);
        verdicts.excuse("chat0");
        assertThat(verdicts.brokenAt("chat0")).isEmpty();

        // When
        verdicts.seen("chat0", "Unknown", "ProbeStale", 2);
        verdicts.seen("chat0", "False", "LinksMissing", 3);
        verdicts.seen("chat0", "False", "NodesUnreachable", 4);

        // Then
        assertThat(verdicts.brokenAt("chat0")).hasValue(3L);
        assertThat(verdicts.falseAlarms()).isEmpty();
    }

    @Test
    void anEarlierFaultIsForgotten() {
        // Given
        verdicts.excuse("chat0");
        verdicts.seen("chat0", "False", "LinksMissing", 1);
        verdicts.seen("chat0", "True", "FullMesh", 2);
        verdicts.expectWhole("chat0");

        // When
        verdicts.excuse("chat0");

        // Then
        assertThat(verdicts.brokenAt("chat0")).isEmpty();
    }
}
