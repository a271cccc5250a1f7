package dev.beamcluster.kubectl.page.http;

import java.util.List;
import java.util.regex.Pattern;

/** The files that a file of the page names. */
final class Names {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/[a-z][^\"#]*)\"");
    private static final Pattern IMPORT = Pattern.compile("from '\\./([a-z-]+\\.js)'");

    private Names() {}

    /** In a document. */
    static List<String> of(String html) {
        return LINK.matcher(html)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    /** In a module. */
    static List<String> imports(String module) {
        return IMPORT.matcher(module)
                .results()
                .map(found -> "/" + found.group(1))
                .distinct()
                .toList();
    }
}
