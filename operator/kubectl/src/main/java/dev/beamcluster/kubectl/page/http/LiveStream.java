package dev.beamcluster.kubectl.page.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import com.sun.net.httpserver.HttpExchange;

import dev.beamcluster.kubectl.page.ClusterKey;

/** Server-sent events: everything at first, and then each change when it happens. */
final class LiveStream {

    /** Writing shows that the browser is gone, and the page that the server is. */
    private static final Duration BEAT = Duration.ofSeconds(2);

    /** Windows of one browser, each with one stream; a browser itself has six connections at most. */
    private static final int STREAMS = 32;

    private final Board board;
    private final Semaphore free = new Semaphore(STREAMS);

    LiveStream(Board board) {
        this.board = board;
    }

    void send(HttpExchange exchange, Map<String, String> query) throws IOException {
        if (!free.tryAcquire()) {
            Answer.text(503, "Too many windows show this page.").send(exchange);
            return;
        }
        try (Subscription subscription =
                board.subscribe(Optional.ofNullable(query.get("cluster")).flatMap(ClusterKey::parse))) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            write(exchange.getResponseBody(), "retry: 1000\n\n");
            stream(exchange.getResponseBody(), subscription);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    private static void stream(OutputStream out, Subscription subscription) throws IOException, InterruptedException {
        while (!subscription.isBehind()) {
            Optional<Message> next = subscription.next(BEAT);
            write(out, next.map(Message::text).orElse("event: beat\ndata: {}\n\n"));
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
