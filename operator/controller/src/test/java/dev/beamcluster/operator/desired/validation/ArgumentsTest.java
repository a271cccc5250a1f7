package dev.beamcluster.operator.desired.validation;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The expected results are those of erl, from OTP 27. */
class ArgumentsTest {

    @Test
    void erlSplitsAtSpacesOutsideOfQuotations() {
        assertThat(Arguments.ofErl(" -foo  \"x y\" 'z\\w' u\\ v ").list())
                .containsExactly("-foo", "x y", "z\\w", "u v");
    }

    @Test
    void erlKnowsNoBackslashInsideAQuotation() {
        assertThat(Arguments.ofErl("-x \"q\\\"r\" \"s\\tt\" --").list()).containsExactly("-x", "q\\r stt --");
    }

    @Test
    void erlJoinsLinesAndKnowsNoComment() {
        assertThat(Arguments.ofErl("-name a\n-b # c").list()).containsExactly("-name", "a\n-b", "#", "c");
    }

    @Test
    void erlKeepsAnEmptyQuotation() {
        assertThat(Arguments.ofErl("-foo ''").list()).containsExactly("-foo", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+P 1 'x", "\"", "-a \\"})
    void aTextMayEndInsideAnArgument(String text) {
        assertThat(Arguments.ofErl(text).isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+P 1", "'x'", "a\\\\", "\"\\\""})
    void aTextMayEndBetweenArguments(String text) {
        assertThat(Arguments.ofErl(text).isOpen()).isFalse();
    }

    @Test
    void aShellSplitsAtWhiteSpaceAndKeepsQuotationMarks() {
        assertThat(Arguments.ofShell("-a 'b c'\n\t-d ").list()).containsExactly("-a", "'b", "c'", "-d");
    }

    @Test
    void flagsHaveValuesUpToTheNextFlag() {
        assertThat(ErlFlag.in(
                        List.of("x", "-kernel", "a", "1", "b", "2", "--", "c", "+P", "9", "-extra", "-name", "q")))
                .containsExactly(
                        new ErlFlag("-kernel", List.of("a", "1", "b", "2")),
                        new ErlFlag("--", List.of("c")),
                        new ErlFlag("+P", List.of("9")));
    }
}
