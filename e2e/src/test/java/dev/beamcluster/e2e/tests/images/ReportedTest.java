package dev.beamcluster.e2e.tests.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.beamcluster.e2e.harness.Command;
import dev.beamcluster.e2e.harness.Repository;

/**
 * A test in the data of a report.
 *
 * @param framework that ran it, such as {@code EUnit}
 * @param group of suites: an application
 * @param suite the module
 * @param outcome {@code passed}, {@code failed}, {@code skipped} or {@code unfinished}
 */
record ReportedTest(String framework, String group, String suite, String name, String outcome) {

    /**
     * Makes a report of a folder of results, as the run of all tests does at its end, and reads its data.
     *
     * @param report a folder to write to
     */
    static List<ReportedTest> in(Path results, Path report) {
        var program = Repository.here().file("e2e/report/target/classes");
        var _ = Command.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .with("-cp", program.toString(), "dev.beamcluster.report.Main")
                .with("--out", report.toString(), results.toString())
                .run()
                .orFail();
        try {
            var data = new ObjectMapper().readTree(Files.readString(report.resolve("run.json")));
            return StreamSupport.stream(data.get("tests").spliterator(), false)
                    .map(ReportedTest::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReportedTest of(JsonNode test) {
        return new ReportedTest(
                test.get("framework").asText(),
                test.get("group").asText(),
                test.get("suite").asText(),
                test.get("name").asText(),
                test.get("outcome").asText());
    }
}
