package dev.beamcluster.report.model;

/**
 * What was printed.
 *
 * @param source such as {@code stdout}
 * @param text without control sequences of terminals
 */
public record Console(String source, String text) {

    private static final String CONTROL = "[\\u001b\\uFFFD]\\[[0-9;]*[A-Za-z]";

    public Console {
        text = text.replaceAll(CONTROL, "");
    }

    /**
     * A copy with at most this many characters of the original: a beginning, a note of how many are left out, an end.
     *
     * @param most characters, 0 or more
     */
    public Console cutTo(int most) {
        if (text.length() <= most) {
            return this;
        }
        var head = most / 2;
        var tail = most - head;
        return new Console(
                source,
                "%s\n… %,d characters are left out …\n%s"
                        .formatted(
                                text.substring(0, head), text.length() - most, text.substring(text.length() - tail)));
    }
}
