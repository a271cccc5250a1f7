package dev.beamcluster.e2e.docs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommentsTest {

    @ParameterizedTest
    @EnumSource
    void avoidOurPhrases(Comments syntax) {
        var phrases = Wording.comments();

        assertThat(syntax.passages()).isNotEmpty();
        assertThat(syntax.passages().stream().flatMap(phrases::mistakes)).isEmpty();
    }

    @Test
    void ofJavaAreNotInLiterals() {
        var source = """
                /** Of a {@code class},
                 * in two lines. */
                class Sample {
                    String url = "http://localhost /* no */ \\\\\\"//";
                    char quote = '"'; // At the end.
                    // One sentence
                    // in two lines.
                    String block = \"""
                            // no
                            /* "no" \\\"""
                            \""";
                    int half = 4 / 2; /* a block */
                }
                """;

        assertThat(Comments.JAVA.passages("Sample.java", source))
                .containsExactly(
                        new Passage("Sample.java:1", "Of a `x`, in two lines."),
                        new Passage("Sample.java:5", "At the end. One sentence in two lines."),
                        new Passage("Sample.java:12", "a block"));
    }

    @Test
    void ofXmlAreBetweenItsMarks() {
        assertThat(Comments.XML.passages("pom.xml", "<a>\n<!-- In two\n  lines. --><b/></a>"))
                .containsExactly(new Passage("pom.xml:2", "In two lines."));
    }

    @Test
    void ofAShellAreNotInQuotesOrWords() {
        var script = """
                #!/bin/bash
                # One sentence
                # in two lines: it's one.
                [ $# -gt 0 ] && echo "# no" '# no' "\\" # no" ${value#*=} a#b
                goal: other ## its help
                  # unset -e
                """;

        assertThat(Comments.SHELL.passages("run", script))
                .containsExactly(
                        new Passage("run:2", "One sentence in two lines: it's one."),
                        new Passage("run:5", "its help unset -e"));
    }
}
