package dev.beamcluster.e2e.run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SelectionTest {

    @ParameterizedTest
    @CsvSource({
        "SamplesTest, UNIT",
        "CutIT, REAL_NODES",
        "LinkCutE2E, CLUSTER",
        "LinkCutE2E#whilePaused*, CLUSTER",
        "CutIT#isATest, REAL_NODES"
    })
    void theSuffixOfAClassSelectsItsTier(String test, Tier tier) {
        assertThat(Selection.of(test)).isEqualTo(new Selection(test, tier));
    }

    @Test
    void aUnitTestNeedsNoContainer() {
        assertThat(Selection.of("SamplesTest#hasAMedian").arguments())
                .startsWith("test", "-Dtest=SamplesTest#hasAMedian")
                .doesNotContain("verify");
    }

    @Test
    void aTestOnAClusterRunsNothingElse() {
        assertThat(Selection.of("ScaleE2E").arguments())
                .containsSubsequence(
                        "verify", "-pl", "e2e", "-DskipTests", "-Dit.test=ScaleE2E", "-Dtests.tag.excluded=");
    }

    @Test
    void aNameOfNoTierIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Selection.of("Beam"))
                .withMessageContaining("T=Beam");
    }
}
