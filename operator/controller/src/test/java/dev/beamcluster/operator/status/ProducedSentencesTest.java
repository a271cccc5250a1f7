package dev.beamcluster.operator.status;

import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each thing has one name, so the reader of a message need not wonder whether two words mean the same. */
class ProducedSentencesTest {

    /** Words that no message may contain, each with the word to use instead. */
    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of("machine|host(?! name)|(?<!Kubernetes )node is down", "Kubernetes node"),
                Arguments.of("process|server|beam node|instance|member", "node, or VM for what runs in the pod"),
                Arguments.of("partition(?!s)|split|group|netsplit", "island"),
                Arguments.of("cluster of nodes|whole mesh|complete mesh", "full mesh"),
                Arguments.of("edge|channel|path", "link"),
                Arguments.of("workload", "StatefulSet"),
                Arguments.of("stranger|foreign|outsider", "unexpected node"),
                Arguments.of("generation", "spec, or revision of a pod"),
                Arguments.of("upgrade|deployment", "rollout"),
                Arguments.of("look(ed|s)? at", "probe"),
                Arguments.of("deleted|on its way out|goes", "terminating, leaving"));
    }

    @ParameterizedTest
    @MethodSource("words")
    void noMessageUsesASynonym(String second, String first) {
        var word = Pattern.compile("\\b(" + second + ")\\b", Pattern.CASE_INSENSITIVE);

        assertThat(ProducedSentences.all())
                .as("the right word is %s", first)
                .noneMatch(sentence -> word.matcher(sentence).find());
    }

    @Test
    void noMessageRepeatsASentence() {
        assertThat(ProducedSentences.all())
                .allSatisfy(sentence -> assertThat(sentence.split("[;.] ", -1)).doesNotHaveDuplicates());
    }

    @Test
    void aMessageNamesANodeByItsPod() {
        assertThat(ProducedSentences.all()).noneMatch(sentence -> sentence.contains("chat@"));
    }
}
