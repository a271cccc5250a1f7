package dev.beamcluster.report.page;

import org.junit.jupiter.api.Test;

import dev.beamcluster.report.Samples;
import dev.beamcluster.report.model.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class NotebookTest {

    @Test
    void aFailedTestIsInItWithItsConsole() {
        // When
        var notebook = Notebook.of(Samples.run(
                Samples.test("works", new Outcome.Passed(), "of no interest"),
                Samples.test(
                        "a_b *fails*",
                        new Outcome.Failed("one != two", "one != two\n  at line 9"),
                        "printed ``` before")));

        // Then
        assertThat(notebook)
                .startsWith("# Sample\n\n2 tests, 1 failed, 0 skipped\n")
                .contains("| app | 2 | 1 |")
                .contains("### a.SampleTest: a\\_b \\*fails\\*")
                .contains("```text\none != two\n  at line 9\n```\n")
                .contains("````text\nprinted ``` before\n````\n")
                .contains("```elixir\nrun = __DIR__ |> Path.join(\"run.json\")")
                .doesNotContain("of no interest");
    }

    @Test
    void aRunInWhichAllPassedHasTheCodeOnly() {
        assertThat(Notebook.of(Samples.run(Samples.test("works", new Outcome.Passed()))))
                .contains("## The data")
                .doesNotContain("## Failed tests");
    }

    @Test
    void aLongConsoleIsCut() {
        assertThat(Notebook.of(Samples.run(Samples.test("fails", new Outcome.Failed("x", ""), "a".repeat(100_000)))))
                .hasSizeLessThan(25_000)
                .contains("80,000 characters are left out");
    }
}
