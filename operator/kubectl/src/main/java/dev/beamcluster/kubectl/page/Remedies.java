package dev.beamcluster.kubectl.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the documentation says about each reason, from {@code docs/conditions.md}. */
public final class Remedies {

    private static final Pattern HEADING = Pattern.compile("#+ .*");
    private static final Pattern REASON = Pattern.compile("### `(\\w+)`");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (.*) \\| (.*) \\|");
    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

    private Remedies() {}

    /**
     * Returns the paragraphs of each reason: those below a heading that is the reason, or the cells of the row of a table that begins
     * with it.
     */
    public static Map<String, List<String>> of(String markdown) {
        var remedies = new LinkedHashMap<String, List<String>>();
        List<String> paragraphs = new ArrayList<>();
        for (String line : markdown.lines().toList()) {
            Matcher reason = REASON.matcher(line);
            Matcher row = ROW.matcher(line);
            if (reason.matches()) {
                paragraphs = remedies.computeIfAbsent(reason.group(1), _ -> new ArrayList<>());
            } else if (HEADING.matcher(line).matches()) {
                paragraphs = new ArrayList<>();
            } else if (row.matches()) {
                remedies.putIfAbsent(row.group(1), cells(row));
            } else if (!line.isBlank() && !line.startsWith("|")) {
                paragraphs.add(plain(line));
            }
        }
        return remedies;
    }

    private static List<String> cells(Matcher row) {
        return Stream.of(row.group(2), row.group(3)).map(Remedies::plain).toList();
    }

    private static String plain(String markdown) {
        return LINK.matcher(markdown).replaceAll("$1").replace("`", "").replaceFirst("^- ", "• ");
    }
}
