package dev.beamcluster.e2e.harness;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Edits YAML in which every field of the spec is on one line, as a user does in an editor. */
public final class SpecEdit {

    private SpecEdit() {}

    /**
     * Returns the YAML with fields of the spec added, replaced or removed.
     *
     * @param fields each {@code name: value}, or {@code name:} alone to remove the field
     */
    public static String of(String yaml, String... fields) {
        var names = Stream.of(fields)
                .map(field -> "  " + field.substring(0, field.indexOf(':') + 1))
                .toList();
        var kept = yaml.lines().filter(line -> names.stream().noneMatch(line::startsWith));
        var added =
                List.of(fields).stream().filter(field -> !field.endsWith(":")).map(field -> "  " + field);
        return Stream.concat(kept, added).collect(Collectors.joining("\n", "", "\n"));
    }
}
