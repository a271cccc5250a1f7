package dev.beamcluster.kubectl.page.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the page, from the class path. */
final class Assets {

    /** No name has a dot but before its ending, so that no path leads out of the folder. */
    private static final Pattern FILE = Pattern.compile("/((?:[a-z0-9-]+/)?[a-z0-9-]+\\.(html|css|js|svg))");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** Libraries, under the names by which the page imports them. */
    private static final Map<String, String> LIBRARIES =
            Map.of("lib/d3.js", "/META-INF/resources/webjars/d3/7.9.0/dist/d3.min.js");

    private Assets() {}

    /** Returns the answer for a path; empty if there is no such file. */
    static Optional<Answer> find(String path) throws IOException {
        Matcher file = FILE.matcher(path.equals("/") ? "/index.html" : path);
        if (!file.matches()) {
            return Optional.empty();
        }
        String resource = LIBRARIES.getOrDefault(file.group(1), "/page/" + file.group(1));
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new Answer(200, TYPES.getOrDefault(file.group(2), "text/plain"), in.readAllBytes()));
        }
    }
}
