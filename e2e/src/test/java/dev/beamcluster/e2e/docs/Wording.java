package dev.beamcluster.e2e.docs;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Phrases to avoid, with what to write instead.
 *
 * @param entries matched anywhere in a text, in any case
 */
record Wording(List<Entry> entries) {

    /**
     * @param avoid a regular expression for whole words
     * @param better what to write instead
     * @param example a text that contains it
     */
    record Entry(Pattern avoid, String better, String example) {

        private static Entry of(List<String> row) {
            return new Entry(
                    Pattern.compile("\\b(?:" + row.getFirst() + ")\\b", Pattern.CASE_INSENSITIVE),
                    row.get(1),
                    row.getLast());
        }
    }

    /** Idioms of this project: {@code phrases.tsv}. */
    static Wording phrases() {
        return of("phrases.tsv");
    }

    /** Synonyms of a term: {@code names.tsv}. */
    static Wording names() {
        return of("names.tsv");
    }

    /** What comments avoid: {@code phrases.tsv} and {@code comments.tsv}. */
    static Wording comments() {
        return of("phrases.tsv", "comments.tsv");
    }

    private static Wording of(String... tables) {
        return new Wording(Stream.of(tables)
                .flatMap(table -> Table.rows(table, 3).stream())
                .map(Entry::of)
                .toList());
    }

    /** The places where the passage uses a phrase to avoid. */
    Stream<String> mistakes(Passage passage) {
        return entries.stream()
                .flatMap(entry -> entry.avoid()
                        .matcher(passage.text())
                        .results()
                        .map(match -> "%s: \"%s\" in \"%s\": write \"%s\""
                                .formatted(passage.where(), match.group(), passage.text(), entry.better())));
    }
}
