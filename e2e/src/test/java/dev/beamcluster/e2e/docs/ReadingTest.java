package dev.beamcluster.e2e.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Which parts of each kind of file are read as prose. */
class ReadingTest {

    @Test
    void readsParagraphsHeadingsAndCellsOfAPage() {
        var page = """
                # A title

                One line, and
                the `next` with [a link](somewhere).

                ```sh
                make demo
                ```

                | a | b |
                |---|---|
                | one | two |
                """;

        assertThat(Markdown.passages("page.md", page))
                .containsExactly(
                        new Passage("page.md:1", "A title"),
                        new Passage("page.md:3", "One line, and the `next` with a link."),
                        new Passage("page.md:10", "a"),
                        new Passage("page.md:10", "b"),
                        new Passage("page.md:12", "one"),
                        new Passage("page.md:12", "two"));
    }

    @Test
    void readsDescriptionsAndMessagesOfASchema() {
        var schema = """
                properties:
                  size:
                    type: string
                    description: How large.
                    x-kubernetes-validations:
                    - {rule: self > 0, message: size must be positive}
                """;

        assertThat(Yaml.descriptions("schema.yaml", schema))
                .extracting(Passage::text)
                .containsExactly("How large.", "size must be positive");
    }

    @Test
    void joinsConsecutiveCommentLinesOfYaml() {
        var values = """
                # One sentence
                # in two lines.
                replicas: 1 # not read
                  # Another.
                {{/* A template's. */}}
                """;

        assertThat(Yaml.comments("values.yaml", values))
                .extracting(passage -> passage.where() + " " + passage.prose())
                .containsExactly(
                        "values.yaml:1 One sentence in two lines.",
                        "values.yaml:4 Another.",
                        "values.yaml:5 A template's.");
    }

    @Test
    void readsStringsOfThreeWordsAndJoinsConcatenatedOnes(@TempDir Path folder) throws IOException {
        var source = Files.writeString(folder.resolve("Sample.java"), """
                @Annotated("this is not a message")
                class Sample {
                    String key = "namespace";
                    String message = "the pod " + pod() + " is " + ("not " + "ready");
                    String formatted = "the pod %s is ready".formatted(pod());
                }
                """);

        assertThat(JavaMessages.of(List.of(source)))
                .extracting(Passage::text)
                .containsExactly("the pod `pod()` is not ready", "the pod `x` is ready");
    }

    @Test
    void codeIsRecognizedByItsShape() {
        var text = "Set spec.paused, or $HOME: an `epmd` of NAME-cookie (see values.yaml) is not a BeamCluster's.";

        assertThat(new Passage("here", text).prose())
                .isEqualTo("Set Code, or Code: an Item of Code (see Code) is not a Code.");
    }
}
