package dev.beamcluster.report.page;

import java.time.Duration;
import java.util.Locale;

/** Parts of HTML that all sections need. */
final class Html {

    private Html() {}

    /** A text that can stand in an element or an attribute. Characters that a page must not have are replaced. */
    static String text(String text) {
        var html = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(each -> {
            switch (each) {
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '&' -> html.append("&amp;");
                case '"' -> html.append("&quot;");
                default -> html.appendCodePoint(isAllowed(each) ? each : 0xFFFD);
            }
        });
        return html.toString();
    }

    private static boolean isAllowed(int codePoint) {
        return codePoint == '\n'
                || codePoint == '\t'
                || codePoint == '\r'
                || !(Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE);
    }

    /** A section that a reader opens. */
    static String folded(String title, String content) {
        return "<details><summary>%s</summary>%s</details>%n".formatted(text(title), content);
    }

    /** A text as it was printed. */
    static String printed(String text) {
        return "<pre tabindex=\"0\">%s</pre>%n".formatted(text(text));
    }

    /** A time for people: {@code 12 ms}, {@code 1.2 s} or {@code 3 min 05 s}. */
    static String time(Duration time) {
        if (time.toMillis() < 1000) {
            return time.toMillis() + " ms";
        }
        return time.toMinutes() < 1
                ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)
                : "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart());
    }

    /** {@code 1 test} or {@code 2 tests}. */
    static String count(long number, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
    }
}
