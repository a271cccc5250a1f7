package dev.beamcluster.e2e.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Writes {@code target/report/} and {@code target/report.zip}, in a process of its own: whatever goes wrong there, the result of the tests
 * is that of the tests.
 *
 * @param root of the clone
 * @param since start of the run; older results are not in the report
 */
record ReportRun(Path root, Instant since) {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String SOURCES = "e2e/report/src/main/";

    /** The values of all Secrets of the tests on Kubernetes, if any ran. */
    private static final String SECRETS = "e2e/target/secrets.txt";

    private static final String MAIN = "dev/beamcluster/report/Main";

    /**
     * Writes the report, which prints where it is.
     *
     * @param reports of the run
     * @param expected how many tests the summary counts; the report says so if it has another number
     * @return why there is no report
     */
    Optional<String> write(TestReports reports, int expected) {
        try {
            var process = new ProcessBuilder(command(reports.folders(), expected))
                    .directory(root.toAbsolutePath().toFile())
                    .inheritIO()
                    .start();
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of("no report: it was not written within " + LONGEST);
            }
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of("no report: its program exited with " + process.exitValue());
        } catch (IOException e) {
            return Optional.of("no report: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("no report: the run was interrupted");
        }
    }

    private List<String> command(List<Path> folders, int expected) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(program());
        command.addAll(List.of("--title", "BeamCluster", "--out", "target/report"));
        command.addAll(List.of("--since", since.toString(), "--expect", String.valueOf(expected)));
        if (Files.exists(root.resolve(SECRETS))) {
            command.addAll(List.of("--secrets", SECRETS));
        }
        folders.forEach(folder -> command.add(folder.toString()));
        return command;
    }

    /** What the build compiled. If it failed before, the source, which takes some seconds longer. */
    private List<String> program() {
        var compiled = root.resolve("e2e/report/target/classes");
        return Files.exists(compiled.resolve(MAIN + ".class"))
                ? List.of("-cp", compiled.toAbsolutePath().toString(), MAIN.replace('/', '.'))
                : List.of("-cp", SOURCES + "resources", SOURCES + "java/" + MAIN + ".java");
    }
}
