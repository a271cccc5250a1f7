package dev.beamcluster.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class MainTest {

    @TempDir
    Path folder = Path.of("");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void aFolderAndAnArchiveHaveThePageAndTheData() throws IOException {
        // When
        var code = run(Samples.file("").toString());

        // Then
        assertThat(code).isZero();
        assertThat(printed()).contains("index.html (78 tests, 10 failed)");
        assertThat(page())
                .contains("JUnit, EUnit and more: 78 tests, 10 failed")
                .contains(
                        "passes(TestReporter)",
                        "named_test_: a title",
                        "printed by one &lt;&lt;&quot;x&quot;&gt;&gt;",
                        "in an agent");
        assertThat(folder.resolve("report/run.json")).content().contains("\"framework\":\"Common Test\"");
        try (var zip = new ZipFile(folder.resolve("report.zip").toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()))
                    .contains("report/index.html", "report/run.json", "report/report.livemd");
        }
    }

    @Test
    void anAttachedFileIsShown() throws IOException {
        // When
        run(Samples.file("events").toString());

        // Then
        assertThat(page()).contains("<summary>commands.json</summary><pre tabindex=\"0\">[]</pre>");
    }

    @Test
    void aFileOutsideTheFolderOfTheEventsIsNotRead() throws IOException {
        // Given
        Files.writeString(folder.resolve("outside.txt"), "private");
        var events = Files.createDirectories(folder.resolve("target/events"));
        Files.writeString(
                events.resolve("open-test-report.xml"),
                Samples.text("events/open-test-report.xml")
                        .replaceAll(
                                "mediaType=\"application/json\" path=\"[^\"]*\"",
                                "mediaType=\"text/plain\" path=\"../../outside.txt\""));

        // When
        run(events.toString());

        // Then
        assertThat(page())
                .contains("../../outside.txt is not a file below the folder")
                .doesNotContain("private");
    }

    @Test
    void whatAClassPrintedIsTakenFromTheFileBesideItsResults() throws IOException {
        // Given
        write(
                "target/surefire-reports/TEST-a.B.xml",
                "<testsuite name='a.B'><testcase name='c' classname='a.B'/></testsuite>");
        write("target/surefire-reports/a.B-output.txt", "printed by a thread");

        // When
        run(folder.toString());

        // Then
        assertThat(page()).contains("Output of the whole suite", "printed by a thread");
    }

    @Test
    void filesOfAnEarlierRunAreLeftOut() throws IOException {
        // Given
        write("TEST-Old.xml", "<testsuite name='Old'><testcase name='old'/></testsuite>");
        write("TEST-New.xml", "<testsuite name='New'><testcase name='new'/></testsuite>");
        Files.setLastModifiedTime(folder.resolve("TEST-Old.xml"), FileTime.from(Instant.parse("2025-01-01T00:00:00Z")));

        // When
        run("--since", "2025-06-01T00:00:00Z", folder.toString());

        // Then
        assertThat(page()).contains("New").doesNotContain("Old");
    }

    @Test
    void anotherNumberOfTestsThanTheBuildCountedIsSaid() {
        run("--expect", "9", Samples.file("events").toString());
        assertThat(printed()).doesNotContain("the build counted");

        run("--expect", "10", Samples.file("events").toString());
        assertThat(printed()).contains("report: It has 9 tests of JUnit, and the build counted 10");
    }

    @Test
    void secretsAreMasked() throws IOException {
        // Given
        write("secrets", "hello 1\n");

        // When
        run(
                "--secrets",
                folder.resolve("secrets").toString(),
                Samples.file("eunit").toString());

        // Then
        assertThat(page()).contains("[masked]").doesNotContain("hello 1");
    }

    @Test
    void aHistoryHasThisRunAndThoseBefore() throws IOException {
        // Given
        write("history/2025-12-31T12-00-00Z.tsv", "failed\t5\teunit demo adds_test\n");
        write("history/README.tsv", "not a run");

        // When
        run(
                "--history",
                folder.resolve("history").toString(),
                Samples.file("eunit").toString());

        // Then
        assertThat(page()).contains("Earlier runs", "in the last 2 runs", "No test flaps.");
        assertThat(folder.resolve("history/2026-01-01T12-00-00Z.tsv"))
                .content()
                .contains("demo adds_test\n", "failed\t0\t");
    }

    @Test
    void whatMakesNoSenseIsSaidWithWhatToDo() {
        assertThat(run("--since", "noon", "x")).isEqualTo(2);
        assertThat(printed()).contains("--since noon is no instant: write it as 2026-01-01T12:00:00Z");
        assertThat(run("--nonsense", "x")).isEqualTo(2);
        assertThat(printed()).contains("there is no option --nonsense");
        assertThat(run()).isEqualTo(2);
        assertThat(printed()).contains("name a file or folder with results");
    }

    @Test
    void aFolderThatDoesNotExistIsANoteOnThePage() throws IOException {
        assertThat(run(folder.resolve("nothing").toString())).isZero();
        assertThat(page()).contains("nothing does not exist");
    }

    private int run(String... line) {
        var all = new ArrayList<>(List.of(
                "--title",
                "JUnit, EUnit and more",
                "--out",
                folder.resolve("report").toString()));
        all.addAll(List.of(line));
        return new Main(Samples.clock(), new PrintStream(printed, true, StandardCharsets.UTF_8)).run(all);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("report/index.html"));
    }

    private void write(String file, String text) throws IOException {
        var path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
