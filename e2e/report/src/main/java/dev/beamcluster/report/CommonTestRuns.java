package dev.beamcluster.report;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Common Test keeps the folders of earlier runs, {@code ct_run.NODE.DATE}, beside the last one. */
final class CommonTestRuns {

    private CommonTestRuns() {}

    /** The files without those of earlier runs. */
    static List<Path> latest(List<Path> files) {
        Map<Path, String> last = new HashMap<>();
        files.forEach(file -> run(file)
                .ifPresent(run -> last.merge(
                        run.getParent(), date(run), (one, other) -> one.compareTo(other) > 0 ? one : other)));
        return files.stream()
                .filter(file -> run(file)
                        .map(run -> date(run).equals(last.get(run.getParent())))
                        .orElse(true))
                .toList();
    }

    private static Optional<Path> run(Path file) {
        var names = StreamSupport.stream(file.spliterator(), false)
                .map(Path::toString)
                .toList();
        for (int each = 1; each < names.size(); each++) {
            if (names.get(each).startsWith("ct_run.")) {
                return Optional.of(file.getRoot().resolve(file.subpath(0, each + 1)));
            }
        }
        return Optional.empty();
    }

    private static String date(Path run) {
        return run.toString().replaceFirst(".*\\.(\\d{4}-\\d{2}-\\d{2}_\\d{2}\\.\\d{2}\\.\\d{2})$", "$1");
    }
}
