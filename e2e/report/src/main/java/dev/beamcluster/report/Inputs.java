package dev.beamcluster.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Suite;
import dev.beamcluster.report.read.CommonTestLog;
import dev.beamcluster.report.read.JUnitXml;
import dev.beamcluster.report.read.OpenTestEvents;
import dev.beamcluster.report.read.Results;
import dev.beamcluster.report.shape.Merge;

/** The result files below some folders. What cannot be read becomes a note and never an error. */
final class Inputs {

    private final Path root;
    private final Instant since;
    private final List<Suite> results = new ArrayList<>();
    private final List<Suite> events = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Nothing has been read yet.
     *
     * @param root that the names of groups are relative to
     * @param since files that were last written before are left out
     */
    Inputs(Path root, Instant since) {
        this.root = root.toAbsolutePath().normalize();
        this.since = since;
    }

    /** Reads a file, or all files below a folder in the order of their names. */
    void read(Path input) throws IOException {
        if (!Files.exists(input)) {
            notes.add(input + " does not exist");
            return;
        }
        try (Stream<Path> files = Files.walk(input.toAbsolutePath().normalize())) {
            var found = files.filter(Inputs::mayBeResult).sorted().toList();
            for (Path file : CommonTestRuns.latest(found)) {
                if (!Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
                    readFile(file);
                }
            }
        }
    }

    /** What has been read: each test once. */
    List<Suite> suites() {
        return Merge.of(results, events);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    private static boolean mayBeResult(Path file) {
        var name = file.getFileName().toString();
        return (name.endsWith(".xml") || name.equals("suite.log")) && Files.isRegularFile(file);
    }

    private void readFile(Path file) throws IOException {
        var text = text(file);
        if (JUnitXml.matches(text)) {
            add(results, file, withOutput(JUnitXml.read(text), file));
        } else if (OpenTestEvents.matches(text)) {
            add(events, file, OpenTestEvents.read(text, new AttachedFiles(file.resolveSibling(""))));
        } else if (CommonTestLog.matches(text)) {
            add(results, file, CommonTestLog.read(text, page -> page(file, page)));
        }
    }

    private void add(List<Suite> to, Path file, Results read) {
        var group = Group.of(root, file);
        read.suites().forEach(suite -> to.add(suite.in(group)));
        read.notes().forEach(note -> notes.add(root.relativize(file) + " " + note));
    }

    /** Surefire writes what a class printed beside its results. */
    private static Results withOutput(Results results, Path file) throws IOException {
        var name = file.getFileName().toString().replaceAll("^TEST-|\\.xml$", "");
        var output = file.resolveSibling(name + "-output.txt");
        if (results.suites().size() != 1 || !Files.exists(output)) {
            return results;
        }
        var suite = results.suites().getFirst();
        var console = new Console("stdout and stderr", text(output).strip());
        return new Results(
                List.of(suite.with(suite.tests(), console.text().isEmpty() ? List.of() : List.of(console))),
                results.notes());
    }

    private static String page(Path log, String name) {
        try {
            var page = log.resolveSibling(name.strip()).normalize();
            return page.startsWith(log.resolveSibling("")) && Files.exists(page) ? text(page) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
