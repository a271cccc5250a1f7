package dev.beamcluster.kubectl.page.http;

/**
 * A server-sent event.
 *
 * @param data JSON in one line
 */
record Message(String event, String data) {

    String text() {
        return "event: " + event + "\ndata: " + data + "\n\n";
    }
}
