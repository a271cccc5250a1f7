package dev.beamcluster.e2e.docs;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The current texts follow the rules. */
class TextsTest {

    @ParameterizedTest
    @EnumSource
    void isSpelledRightAndAgrees(Texts texts) {
        assertThat(texts.passages()).isNotEmpty();
        assertThat(texts.passages().stream().map(Language.checker()::mistakes).flatMap(List::stream))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void avoidsOurPhrases(Texts texts) {
        var phrases = Wording.phrases();

        assertThat(texts.passages().stream().flatMap(phrases::mistakes)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"FIELDS", "MESSAGES"})
    void namesAThingByOneWord(Texts texts) {
        var names = Wording.names();

        assertThat(texts.passages().stream().flatMap(names::mistakes)).isEmpty();
    }

    @Test
    void noDocumentRepeatsASentence() {
        var places = Texts.DOCUMENTS.passages().stream()
                .flatMap(passage -> passage.sentences().map(sentence -> new Passage(passage.where(), sentence)))
                .filter(sentence -> sentence.text().split(" ").length >= 10)
                .collect(Collectors.groupingBy(
                        Passage::text, Collectors.mapping(Passage::where, Collectors.toUnmodifiableList())));

        assertThat(places.entrySet())
                .filteredOn(sentence -> sentence.getValue().size() > 1)
                .isEmpty();
    }

    @Test
    void everyTermIsUsed() {
        var prose = Stream.of(Texts.values())
                .flatMap(texts -> texts.passages().stream())
                .map(Passage::prose)
                .collect(Collectors.joining("\n"));

        assertThat(Table.rows("words.txt", 1))
                .map(List::getFirst)
                .filteredOn(word ->
                        !Pattern.compile("\\b" + word + "\\b").matcher(prose).find())
                .isEmpty();
    }
}
