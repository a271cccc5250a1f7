package dev.beamcluster.e2e.docs;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.beamcluster.e2e.harness.Repository;

/** All texts for users, by kind. */
enum Texts {
    DOCUMENTS {
        @Override
        List<Passage> passages() {
            return in(file -> file.endsWith(".md"), Markdown::passages);
        }
    },
    FIELDS {
        @Override
        List<Passage> passages() {
            return in(
                    file -> file.equals("crds/beamclusters.beamcluster.dev.yaml")
                            || file.equals("deploy/chart/values.schema.json"),
                    Yaml::descriptions);
        }
    },
    CHART {
        @Override
        List<Passage> passages() {
            var comments = in(
                    file -> file.startsWith("deploy/") && file.matches(".*\\.(yaml|tpl)") && !file.contains("crds"),
                    Yaml::comments);
            var notes = in(file -> file.endsWith("/NOTES.txt"), Texts::notes);
            return Stream.concat(comments.stream(), notes.stream()).toList();
        }
    },
    MESSAGES {
        @Override
        List<Passage> passages() {
            var repository = Repository.here();
            return JavaMessages.of(repository.files(Texts::isSource).stream()
                    .map(repository::file)
                    .toList());
        }
    };

    private static final Pattern CONTROL = Pattern.compile("\\{\\{ (if|else|end)\\b.*?\\}\\}");
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{.*?\\}\\}");
    private static final Pattern COMMANDS = Pattern.compile("(?m)^  .*$");

    abstract List<Passage> passages();

    /** The passages that a reader finds in the wanted files. */
    static List<Passage> in(Predicate<String> wanted, BiFunction<String, String, List<Passage>> reader) {
        var repository = Repository.here();
        return repository.files(wanted).stream()
                .flatMap(file -> reader.apply(file, repository.text(file)).stream())
                .toList();
    }

    private static List<Passage> notes(String file, String text) {
        var prose = CONTROL.matcher(COMMANDS.matcher(text).replaceAll("")).replaceAll(" ");
        return Markdown.passages(file, TEMPLATE.matcher(prose).replaceAll("`x`"));
    }

    private static boolean isSource(String file) {
        return file.matches("operator/(mesh|controller|kubectl)/src/main/.*\\.java");
    }
}
