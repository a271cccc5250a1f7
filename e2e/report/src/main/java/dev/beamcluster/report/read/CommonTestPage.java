package dev.beamcluster.report.read;

import java.util.regex.Pattern;

/** The HTML page of one test case of Common Test, as text. */
final class CommonTestPage {

    private static final Pattern OUTPUT =
            Pattern.compile("=== Started at [^\\n]*\\n(.*?)(?:<a name=\"end\">|\\z)", Pattern.DOTALL);
    private static final Pattern REASON =
            Pattern.compile("=== Ended at .*?=== (?:=== )?Reason: (.*?)(?:</pre>|\\z)", Pattern.DOTALL);

    private CommonTestPage() {}

    /** What the test case printed and logged. */
    static String console(String html) {
        var output = OUTPUT.matcher(html);
        return output.find() ? text(output.group(1)) : "";
    }

    /** Why it failed, with the stack; empty if it did not. */
    static String reason(String html) {
        var reason = REASON.matcher(html);
        return reason.find() ? text(reason.group(1)) : "";
    }

    private static String text(String html) {
        return html.replaceAll("(?s)<a id=e-\\d+ class=\"link-to-entry\".*?</a>", "")
                .replaceAll("<a href=\"#end\">[^<]*</a>", "")
                .replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }
}
