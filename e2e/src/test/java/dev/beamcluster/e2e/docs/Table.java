package dev.beamcluster.e2e.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The tables beside these tests, in {@code src/test/resources/docs}: a row a line, a tab between columns, # for comments. */
final class Table {

    private Table() {}

    /** Its rows, each with so many columns. */
    static List<List<String>> rows(String name, int columns) {
        try (var in = Objects.requireNonNull(Table.class.getResourceAsStream("/docs/" + name), name)) {
            var rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t+")))
                    .toList();
            rows.forEach(row -> {
                if (row.size() != columns) {
                    throw new IllegalStateException(name + " has a row without " + columns + " columns: " + row);
                }
            });
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
