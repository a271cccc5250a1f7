package dev.beamcluster.e2e.docs;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class WordingTest {

    static List<Wording.Entry> entries() {
        return Stream.of(Wording.comments(), Wording.names())
                .flatMap(wording -> wording.entries().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void findsWhatToAvoid(Wording.Entry entry) {
        var found = new Wording(List.of(entry)).mistakes(new Passage("here", entry.example()));

        assertThat(found).singleElement().asString().endsWith("write \"%s\"".formatted(entry.better()));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void recommendsNothingToAvoid(Wording.Entry entry) {
        var found = new Wording(entries()).mistakes(new Passage("here", entry.better()));

        assertThat(found).isEmpty();
    }
}
