package dev.beamcluster.e2e.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The tables in {@code src/test/resources/docs}: one row per line, tabs between columns, # for comments. */
final class Table {

    private Table() {}

    /** The rows of a table, each with this number of columns. */
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
