package dev.beamcluster.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.beamcluster.report.history.History;
import dev.beamcluster.report.history.PastRun;

/**
 * A folder with a file for each run, whose name is the time of the run. Files of other names are left alone.
 *
 * @param folder is created if it does not exist
 */
record HistoryFolder(Path folder) {

    /** Older runs stay in the folder, and are not shown. */
    private static final int MOST_RUNS = 50;

    private static final String SUFFIX = ".tsv";

    /** Adds a run, and returns it with those before. Two runs in the same second are one. */
    History add(PastRun run) throws IOException {
        Files.createDirectories(folder);
        var at = run.at().truncatedTo(ChronoUnit.SECONDS);
        Files.writeString(folder.resolve(at.toString().replace(':', '-') + SUFFIX), run.text());
        try (Stream<Path> files = Files.list(folder)) {
            var runs = new ArrayList<PastRun>();
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .sorted()
                    .toList();
            for (String name : names.subList(Math.max(0, names.size() - MOST_RUNS), names.size())) {
                runs.addAll(read(name));
            }
            return new History(runs);
        }
    }

    /** Nothing if the name is not a time. */
    private List<PastRun> read(String name) throws IOException {
        var time = name.substring(0, name.length() - SUFFIX.length()).replaceFirst("T(\\d\\d)-(\\d\\d)-", "T$1:$2:");
        try {
            return List.of(PastRun.read(Instant.parse(time), Files.readString(folder.resolve(name))));
        } catch (DateTimeException e) {
            return List.of();
        } catch (IllegalArgumentException e) {
            throw new IOException("%s in the folder of the history %s".formatted(name, e.getMessage()), e);
        }
    }
}
