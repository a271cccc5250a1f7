package dev.beamcluster.report.shape;

import org.junit.jupiter.api.Test;

import dev.beamcluster.report.Samples;
import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class BudgetTest {

    @Test
    void aSmallRunIsLeftAsItIs() {
        var run = Samples.run(Samples.test("works", new Outcome.Passed(), "hello"));

        assertThat(Budget.cut(run, 5)).isSameAs(run);
    }

    @Test
    void theLongestAreCutInTheMiddleWithANoteOfHowMuchIsLeftOut() {
        // Given
        var longest = "a".repeat(500) + "b".repeat(500);
        var run = Samples.run(
                Samples.test("short", new Outcome.Passed(), "x".repeat(20)),
                Samples.test("long", new Outcome.Passed(), longest, longest));

        // When
        var cut = Budget.cut(run, 220);

        // Then
        assertThat(cut.tests().flatMap(test -> test.consoles().stream()).map(Console::text))
                .startsWith("x".repeat(20))
                .endsWith("a".repeat(50) + "\n… 900 characters are left out …\n" + "b".repeat(50));
        assertThat(cut.notes())
                .containsExactly(
                        "2 of 3 outputs are cut in the middle to 100 characters, so that the report stays small");
        assertThat(cut.count()).isEqualTo(2);
    }
}
