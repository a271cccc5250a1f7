package dev.beamcluster.e2e.harness;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Edits of YAML whose every field of the spec is a line of its own, as a user makes them in an editor. */
public final class SpecEdit {

    private SpecEdit() {}

    /**
     * The same with a field of the spec added, or put in its line's place.
     *
     * @param fields each {@code name: value}, or {@code name:} alone for a field that is taken out
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
