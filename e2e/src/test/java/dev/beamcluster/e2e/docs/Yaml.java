package dev.beamcluster.e2e.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** The prose in YAML, JSON and their templates: field descriptions, rule messages, comments. */
final class Yaml {

    private static final KubernetesSerialization PARSER = new KubernetesSerialization();
    private static final Set<String> READ_BY_PEOPLE = Set.of("description", "message");
    private static final Pattern COMMENT = Pattern.compile("(?m)(?:^ *#(?!!).*\n?)+|(?s:\\{\\{/\\*.*?\\*/\\}\\})");
    private static final Pattern MARKS = Pattern.compile("(?m)^ *#+ ?|\\{\\{/\\*|\\*/\\}\\}");

    private Yaml() {}

    /** The field descriptions and rule messages of a schema, each with its path. */
    static List<Passage> descriptions(String file, String document) {
        var found = new ArrayList<Passage>();
        collect(file + ": ", PARSER.<Object>unmarshal(document, Object.class), found);
        return found;
    }

    private static void collect(String path, Object value, List<Passage> found) {
        switch (value) {
            case Map<?, ?> map ->
                map.forEach((key, child) -> {
                    if (child instanceof String text && key instanceof String name && READ_BY_PEOPLE.contains(name)) {
                        found.add(new Passage(path, text));
                    } else if (child != null) {
                        collect(path + "." + key, child, found);
                    }
                });
            case List<?> list -> list.forEach(child -> collect(path, child, found));
            default -> {
                // Not prose.
            }
        }
    }

    /** The comments; consecutive lines are one passage. */
    static List<Passage> comments(String file, String text) {
        return COMMENT.matcher(text)
                .results()
                .map(match -> new Passage(
                        file + ":"
                                + (1 + text.substring(0, match.start()).lines().count()),
                        MARKS.matcher(match.group()).replaceAll("")))
                .toList();
    }
}
