package dev.beamcluster.kubectl.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows with columns as wide as their longest text. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    /** Creates a table with these column heads. */
    public Table(String... heads) {
        rows.add(List.of(heads));
    }

    /** Adds a row of as many texts as there are columns. */
    public Table row(String... texts) {
        rows.add(List.of(texts));
        return this;
    }

    /** Whether it has no row but the heads. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Returns the rows, each with a line break at its end. */
    public String text() {
        int columns = rows.getFirst().size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, columns)
                                .mapToObj(column -> padded(row.get(column), column == columns - 1 ? 0 : widths[column]))
                                .collect(Collectors.joining("  "))
                                .stripTrailing()
                        + "\n")
                .collect(Collectors.joining());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
