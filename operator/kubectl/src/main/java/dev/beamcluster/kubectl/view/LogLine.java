package dev.beamcluster.kubectl.view;

/**
 * A line of a node's log.
 *
 * @param pod whose line it is
 * @param time when it was written, as the kubelet says, in RFC 3339 format with up to nine digits of a second; empty if unknown
 * @param text without the time
 */
public record LogLine(String pod, String time, String text) {

    /** Splits a line that begins with its time. */
    public static LogLine of(String pod, String timed) {
        int space = timed.indexOf(' ');
        return space > 0 && Ages.parse(timed.substring(0, space)).isPresent()
                ? new LogLine(pod, timed.substring(0, space), timed.substring(space + 1))
                : new LogLine(pod, "", timed);
    }
}
