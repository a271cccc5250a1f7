package dev.beamcluster.e2e.tests.examples;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.e2e.harness.ExampleImages;
import dev.beamcluster.e2e.harness.Kubectl;
import dev.beamcluster.e2e.harness.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** The statements in the READMEs of the examples are true. */
class ExampleReadmesTest {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String CLUSTERER = "e2e/images/dns-cluster/";
    private static final Pattern NO_LINE = Pattern.compile("\\s*(#.*)?|---");
    private static final Pattern LINKS =
            Pattern.compile("(?m)^\\| \\| \\[before]\\((\\S+)\\) \\| \\[after]\\(beamcluster\\.yaml\\) \\|$");
    private static final Pattern SHOWN = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final Pattern COMMENT = Pattern.compile("(?m)^#.*\n");
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

    /** So that no new example is left untested. */
    @ParameterizedTest
    @MethodSource("examples")
    void isAppliedByATestOnTheCluster(Example example) {
        assertThat(Stream.of("ExamplesE2E", "MigrationE2E", "DatabaseE2E", "AutoscalerE2E")
                        .map(test -> Repository.here()
                                .text("e2e/src/test/java/dev/beamcluster/e2e/tests/examples/" + test + ".java")))
                .anyMatch(text -> text.contains("Example.of(\"%s\")".formatted(example.name())));
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
    @MethodSource("examples")
    void countsTheLinesBeforeAndAfter(Example example) {
        var before = yamlBefore(example);

        assertThat(example.text("README.md"))
                .contains("\n| lines of YAML | %d | %d |\n".formatted(lines(before), lines(example.yaml())))
                .contains("\n| objects to keep | %d | %d |\n".formatted(objects(before), objects(example.yaml())));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void showsAPartOfTheYamlBeforeAndAllOfTheBeamCluster(Example example) {
        var shown = SHOWN.matcher(example.text("README.md"))
                .results()
                .map(match -> match.group(1))
                .toList();
        var before = yamlBefore(example);
        var after = COMMENT.matcher(example.text("beamcluster.yaml")).replaceAll("");

        assertThat(shown)
                .as("before")
                .anySatisfy(yaml -> assertThat(IntStream.rangeClosed(0, 12).mapToObj(yaml::indent))
                        .anySatisfy(indented -> assertThat("\n" + before).contains("\n" + indented)));
        assertThat(shown).as("after").contains(after);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theHandWrittenYamlHasOnlyKubernetesObjectsAndTheSameImages(Example example) {
        var before = yamlBefore(example);

        assertThat(parts(before)).allSatisfy(part -> {
            HasMetadata object = YAML.unmarshal(part);
            assertThat(object).isNotInstanceOf(GenericKubernetesResource.class);
            assertThat(object.getMetadata().getName()).isNotBlank();
        });
        if (example.hasBefore()) {
            assertThat(Kubectl.yamlIn(example.before()))
                    .as("all that is applied")
                    .isEqualTo(before);
            assertThat(new ExampleImages(example.before()).names())
                    .isEqualTo(new ExampleImages(example.folder().resolve("beamcluster.yaml")).names());
        }
    }

    @Test
    void theDeletedLinesExist() {
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
    void theDrainInTheReadmeIsThatOfTheImage() {
        var shown = Pattern.compile("(?s)```elixir\n(.*?)```")
                .matcher(Example.of("drain").text("README.md"))
                .results()
                .map(match -> match.group(1).indent(2))
                .toList();

        assertThat(shown).hasSize(1);
        assertThat(Repository.here().text("e2e/images/mix/apps/chat/lib/chat/drain.ex"))
                .contains(shown.getFirst());
    }

    /** The hand-written YAML that the README links to. */
    private static String yamlBefore(Example example) {
        var links = LINKS.matcher(example.text("README.md"))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(links).as("tables with both links").hasSize(1);
        return example.text(links.getFirst());
    }

    private static long lines(String yaml) {
        return yaml.lines().filter(line -> !NO_LINE.matcher(line).matches()).count();
    }

    private static long objects(String yaml) {
        return parts(yaml).size();
    }

    private static List<String> parts(String yaml) {
        return Stream.of(yaml.split("\n---\n", -1))
                .filter(part -> lines(part) > 0)
                .toList();
    }
}
