package dev.beamcluster.kubectl.view;

import org.junit.jupiter.api.Test;

import dev.beamcluster.api.v1alpha1.BeamCluster;

import static org.assertj.core.api.Assertions.assertThat;

class HealthTest {

    @Test
    void theExitCodeIsThatOfTheConditionReady() {
        assertThat(Health.of(ReadObjects.cluster("whole")).exitCode()).isZero();
        assertThat(Health.of(ReadObjects.cluster("cut")).exitCode()).isEqualTo(1);
    }

    @Test
    void aStatusOfAnOlderSpecDoesNotTell() {
        BeamCluster cluster = ReadObjects.cluster("whole");
        cluster.getMetadata().setGeneration(4L);

        assertThat(Health.of(cluster)).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void theWorseOfTwoCounts() {
        assertThat(Health.WHOLE.and(Health.UNKNOWN)).isEqualTo(Health.UNKNOWN);
        assertThat(Health.UNKNOWN.and(Health.BROKEN)).isEqualTo(Health.BROKEN);
        assertThat(Health.WHOLE.and(Health.WHOLE)).isEqualTo(Health.WHOLE);
    }
}
