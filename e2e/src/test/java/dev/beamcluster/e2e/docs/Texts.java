package dev.beamcluster.e2e.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.beamcluster.e2e.harness.Repository;

/** All that a user reads, by kind. */
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
            var root = Repository.here().root();
            return JavaMessages.of(files(Texts::isSource).map(root::resolve).toList());
        }
    };

    private static final Pattern CONTROL = Pattern.compile("\\{\\{ (if|else|end)\\b.*?\\}\\}");
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{.*?\\}\\}");
    private static final Pattern COMMANDS = Pattern.compile("(?m)^  .*$");

    abstract List<Passage> passages();

    private static List<Passage> in(Predicate<String> wanted, BiFunction<String, String, List<Passage>> reader) {
        return files(wanted)
                .flatMap(file -> reader.apply(file, Repository.here().text(file)).stream())
                .toList();
    }

    private static List<Passage> notes(String file, String text) {
        var prose = CONTROL.matcher(COMMANDS.matcher(text).replaceAll("")).replaceAll(" ");
        return Markdown.passages(file, TEMPLATE.matcher(prose).replaceAll("`x`"));
    }

    private static boolean isSource(String file) {
        return file.matches("operator/(mesh|controller)/src/main/.*\\.java");
    }

    /** By their paths from the root of the clone, in order; nothing that a build made. */
    private static Stream<String> files(Predicate<String> wanted) {
        var root = Repository.here().root();
        try (var all = Files.walk(root)) {
            return all
                    .filter(Files::isRegularFile)
                    .map(file -> root.relativize(file))
                    .filter(file -> !isMade(file))
                    .map(Path::toString)
                    .filter(wanted)
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMade(Path file) {
        return Stream.of(".git", "target")
                .anyMatch(folder -> List.of(file.toString().split("/")).contains(folder));
    }
}
