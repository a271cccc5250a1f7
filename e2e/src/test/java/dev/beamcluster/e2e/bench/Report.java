package dev.beamcluster.e2e.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table of results. Each row is printed at once, because the whole benchmark takes long. */
public final class Report {

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final List<String> rows = new ArrayList<>();

    /**
     * Adds one figure.
     *
     * @param peer the same figure of the alternative, measured in the same run, or an empty string
     * @param goal or an empty string
     */
    public void row(String what, String measured, String peer, String goal) {
        rows.add("| %s | %s | %s | %s |".formatted(what, measured, peer, goal));
        out.println(rows.getLast());
    }

    /**
     * Writes the table to a page: replaces the section of that title, or appends one.
     *
     * @param where the machine of the measurement
     * @param notes how to read the figures
     */
    public void write(Path page, String title, String where, String notes) throws IOException {
        var sections = new ArrayList<>(List.of(Files.readString(page).split("(?m)^(?=## )", -1)));
        String section = """
                ## %s

                Measured %s.

                | what | measured | beside it, in the same run | goal |
                |---|---|---|---|
                %s

                %s""".formatted(title, where, String.join("\n", rows), notes);
        for (int i = 0; i < sections.size(); i++) {
            if (sections.get(i).startsWith("## " + title + "\n")) {
                sections.set(i, section + (i < sections.size() - 1 ? "\n" : ""));
                Files.writeString(page, String.join("", sections));
                return;
            }
        }
        Files.writeString(page, String.join("", sections).stripTrailing() + "\n\n" + section);
    }
}
