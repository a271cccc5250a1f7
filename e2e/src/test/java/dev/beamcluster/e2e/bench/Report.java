package dev.beamcluster.e2e.bench;

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

    /**
     * Puts the table into a page, in the place of the section of that title, or at its end.
     *
     * @param where it was measured
     * @param notes what is behind the figures
     */
    void write(Path page, String title, String where, String notes) throws IOException {
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
