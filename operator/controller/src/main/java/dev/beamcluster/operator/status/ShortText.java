package dev.beamcluster.operator.status;

/** The beginning of a text that may be too long for its place. */
public final class ShortText {

    private ShortText() {}

    /** Returns the text, or as much of it as fits with an ellipsis into this number of characters. */
    public static String of(String text, int atMost) {
        return text.length() <= atMost ? text : text.substring(0, atMost - 1) + "…";
    }
}
