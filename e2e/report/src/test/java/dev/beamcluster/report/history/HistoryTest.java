package dev.beamcluster.report.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.beamcluster.report.Samples;
import dev.beamcluster.report.model.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HistoryTest {

    @Test
    void whatIsRememberedOfARunCanBeRead() {
        // Given
        var run = Samples.run(
                Samples.test("works", new Outcome.Passed()),
                Samples.test("twice", new Outcome.Passed()),
                Samples.test("twice", new Outcome.Failed("tab\there", "")),
                Samples.test("waits\nlong", new Outcome.Skipped("")));

        // When
        var past = PastRun.of(run);

        // Then
        assertThat(past.tests())
                .containsOnlyKeys(
                        "app a.SampleTest works",
                        "app a.SampleTest twice",
                        "app a.SampleTest twice #2",
                        "app a.SampleTest waits long");
        assertThat(PastRun.read(Samples.NOW, past.text())).isEqualTo(past);
        assertThat(past.failed()).containsExactly("app a.SampleTest twice #2");
        assertThat(past.millis()).isEqualTo(4000);
    }

    @Test
    void anotherFileIsRefusedWithTheLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PastRun.read(Samples.NOW, "passed\t12\tname\nnonsense"))
                .withMessageContaining("nonsense");
    }

    @Test
    void aTestThatTakesLongerThanTheMedianBeforeGotSlower() {
        assertThat(history("slow", "passed 1000", "passed 9000", "passed 1100", "passed 1700")
                        .slower())
                .containsExactly(new History.Slower("slow", 1100, 1700));
    }

    @Test
    void aTestDidNotGetSlowerByALittleOrAfterFewRunsOrWhenItFails() {
        assertThat(history("little", "passed 1000", "passed 1000", "passed 1000", "passed 1499")
                        .slower())
                .isEmpty();
        assertThat(history("short", "passed 10", "passed 10", "passed 10", "passed 100")
                        .slower())
                .isEmpty();
        assertThat(history("new", "passed 1000", "passed 1000", "passed 9000").slower())
                .isEmpty();
        assertThat(history("fails", "passed 1000", "passed 1000", "passed 1000", "failed 9000")
                        .slower())
                .isEmpty();
    }

    @Test
    void aTestThatFailsAndPassesInTurnFlaps() {
        assertThat(history("flaps", "passed 1", "failed 1", "skipped 0", "passed 1", "passed 1")
                        .flapping())
                .containsExactly(new History.Flapping("flaps", "✓✗✓✓"));
    }

    @Test
    void aTestThatBrokeOrWasMendedDoesNotFlap() {
        assertThat(history("broke", "passed 1", "passed 1", "failed 1", "failed 1")
                        .flapping())
                .isEmpty();
        assertThat(history("mended", "failed 1", "failed 1", "passed 1", "passed 1")
                        .flapping())
                .isEmpty();
    }

    /** The outcomes and milliseconds of one test in several runs, given in the wrong order. */
    private static History history(String test, String... runs) {
        var all = new ArrayList<PastRun>();
        for (String run : runs) {
            var parts = run.split(" ", 2);
            var tests = new LinkedHashMap<String, PastRun.Entry>();
            tests.put(test, new PastRun.Entry(parts[0], Long.parseLong(parts[1])));
            all.add(new PastRun(Instant.EPOCH.plusSeconds(all.size()), tests));
        }
        return new History(List.copyOf(all.reversed()));
    }
}
