package dev.beamcluster.report.model;

/**
 * A file that belongs to a test.
 *
 * @param name of the file
 * @param mediaType such as {@code text/plain}
 * @param content the text, or base64 if it is a picture
 */
public record Attachment(String name, String mediaType, String content) {

    /** Whether a browser can show it as a picture. */
    public boolean isPicture() {
        return mediaType.startsWith("image/");
    }

    /** The attachment as something that was printed. */
    public Console asConsole() {
        return new Console(name, content);
    }
}
