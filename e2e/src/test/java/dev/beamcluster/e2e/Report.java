package dev.beamcluster.e2e;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table of what was measured; each row is printed as it comes, since the whole takes long. */
final class Report {

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final List<String> rows = new ArrayList<>();

    /**
     * One figure.
     *
     * @param peer what was measured beside it in the same run, or nothing
     * @param goal or nothing
     */
    void row(String what, String measured, String peer, String goal) {
        rows.add("| %s | %s | %s | %s |".formatted(what, measured, peer, goal));
        out.println(rows.getLast());
    }

    void write(Path file, String where) throws IOException {
        Files.writeString(file, """
                # Benchmarks

                Measured by `make bench` %s.

                | what | measured | beside it, in the same run | goal |
                |---|---|---|---|
                %s
                """.formatted(where, String.join("\n", rows)));
    }
}
