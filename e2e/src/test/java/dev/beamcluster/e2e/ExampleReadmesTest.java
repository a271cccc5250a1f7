package dev.beamcluster.e2e;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the READMEs of the examples say is so. */
class ExampleReadmesTest {

    private static final String BEFORE = "migrate-from-deployment/before/shop.yaml";
    private static final String CLUSTERER = "e2e/images/dns-cluster/";
    private static final Pattern NO_LINE = Pattern.compile("\\s*(#.*)?|---");
    private static final Pattern DELETED = Pattern.compile("(?m)^--- (\\S+)$|^-([^-].*)$");

    static List<Example> examples() {
        return Example.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void tellsHowToRunIt(Example example) {
        var readme = example.text("README.md");

        assertThat(readme).contains("\nkubectl apply -f deploy/examples/%s\n".formatted(example.name()));
        assertThat(readme.contains("deploy/examples/%s/prepare | kubectl apply -f -".formatted(example.name())))
                .as("tells what must be there before")
                .isEqualTo(example.isPrepared());
    }

    @Test
    void theIndexNamesEachExampleOnce() {
        var index = Pattern.compile("(?m)^\\| \\[([a-z-]+)]\\(\\1\\) \\|")
                .matcher(Repository.here().text(Repository.EXAMPLES + "/README.md"));

        assertThat(index.results().map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        examples().stream().map(Example::name).toList());
    }

    @ParameterizedTest
    @CsvSource({"migrate-from-deployment", "without-clusterer"})
    void countsTheLinesBeforeAndAfter(String name) {
        var example = Example.of(name);

        assertThat(example.text("README.md"))
                .contains("\n| lines of YAML | %d | %d |\n"
                        .formatted(lines(yamlBefore()), lines(example.text("beamcluster.yaml"))))
                .contains("\n| objects to keep | %d | %d |\n"
                        .formatted(objects(yamlBefore()), objects(example.text("beamcluster.yaml"))));
    }

    @Test
    void theLinesThatAreDeletedWereThere() {
        var file = "";
        var deleted = 0;
        for (var match : DELETED.matcher(Example.of("without-clusterer").text("README.md"))
                .results()
                .toList()) {
            if (match.group(1) != null) {
                file = CLUSTERER + match.group(1);
            } else {
                assertThat(Repository.here().text(file).lines()).contains(match.group(2));
                deleted++;
            }
        }
        assertThat(deleted).isEqualTo(2);
    }

    @Test
    void theDrainThatIsShownIsTheImages() {
        var shown = Pattern.compile("(?s)```elixir\n(.*?)```")
                .matcher(Example.of("drain").text("README.md"))
                .results()
                .map(match -> match.group(1).indent(2))
                .toList();

        assertThat(shown).hasSize(1);
        assertThat(Repository.here().text("e2e/images/mix/lib/chat/drain.ex")).contains(shown.getFirst());
    }

    private static String yamlBefore() {
        return Repository.here().text(Repository.EXAMPLES + "/" + BEFORE);
    }

    private static long lines(String yaml) {
        return yaml.lines().filter(line -> !NO_LINE.matcher(line).matches()).count();
    }

    private static long objects(String yaml) {
        return Stream.of(yaml.split("\n---\n", -1))
                .filter(part -> lines(part) > 0)
                .count();
    }
}
