package dev.beamcluster.e2e.docs;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Comments in source files, by syntax. Literals are matched too, so that a comment sign inside them does not count. */
enum Comments {
    JAVA(
            ".*\\.java",
            "\"\"\"(?s:.*?)(?<!\\\\)\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\.)+'"
                    + "|(?<comment>/\\*(?s:.*?)\\*/|//.*(?:\n *//.*)*)",
            "(?m:^ *(?:\\*|//))|/\\*+|\\*/"),
    XML(".*\\.xml", "(?<comment><!--(?s:.*?)-->)", "<!--|-->"),

    /** Also Makefiles and Dockerfiles; none of these files has a dot in its name. */
    SHELL(
            "(?:.*/)?[^./]+",
            "(?m)^(?:[^'\"#\n]++|'[^'\n]*'|\"(?:[^\"\\\\\n]|\\\\.)*\"|(?<=\\S)#)*(?<!\\S)"
                    + "(?<comment>#(?!!).*(?:\n *#.*)*)",
            "(?m)^ *#+");

    private static final Pattern TAG = Pattern.compile("\\{@\\w+ [^}]*\\}");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final String files;
    private final Pattern comment;
    private final Pattern marks;

    Comments(String files, String comment, String marks) {
        this.files = files;
        this.comment = Pattern.compile(comment);
        this.marks = Pattern.compile(marks);
    }

    /** The comments of the repository in this syntax. */
    List<Passage> passages() {
        return Texts.in(file -> file.matches(files), this::passages);
    }

    /** The comments in a text, each on one line, with inline tags as code; consecutive line comments are one. */
    List<Passage> passages(String file, String text) {
        return comment.matcher(text)
                .results()
                .flatMap(match -> Stream.ofNullable(match.group("comment"))
                        .map(found -> new Passage(file + ":" + line(text, match.start("comment")), prose(found))))
                .toList();
    }

    private static long line(String text, int position) {
        return 1 + text.substring(0, position).chars().filter(c -> c == '\n').count();
    }

    private String prose(String comment) {
        var text = TAG.matcher(marks.matcher(comment).replaceAll(" ")).replaceAll("`x`");
        return SPACE.matcher(text).replaceAll(" ").strip();
    }
}
