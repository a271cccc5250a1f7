package dev.beamcluster.kubectl.page.http;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import org.jspecify.annotations.Nullable;

/** Answers the requests of the page. */
final class PageHandler implements HttpHandler {

    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    private final Door door;
    private final String start;
    private final LiveStream live;
    private final DataAnswers data;

    /**
     * Creates a handler.
     *
     * @param start where the page starts: letters, digits, and {@code - . /}
     */
    PageHandler(Door door, String start, Board board, Questions questions, InstantSource clock) {
        if (!start.matches("[A-Za-z0-9./-]*")) {
            throw new IllegalArgumentException("not a place of the page: " + start);
        }
        this.door = door;
        this.start = start;
        this.live = new LiveStream(board);
        this.data = new DataAnswers(board, questions, clock);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer.secure(exchange.getResponseHeaders());
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            switch (door.judge(exchange.getRequestHeaders(), query.get("token"))) {
                case Door.Verdict.Refuse(String why) -> Answer.text(403, why).send(exchange);
                case Door.Verdict.Welcome(String cookie) -> welcome(exchange, cookie);
                case Door.Verdict.Enter _ -> enter(exchange, query);
            }
        }
    }

    private void welcome(HttpExchange exchange, String cookie) throws IOException {
        exchange.getResponseHeaders().set("Set-Cookie", cookie);
        Answer.html(welcomePage()).send(exchange);
    }

    /**
     * Returns a document that opens the page: after a redirect from elsewhere, a browser would not send a cookie that
     * is strict.
     */
    private String welcomePage() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>kubectl beam</title>
                <link rel="icon" href="/icon.svg" type="image/svg+xml">
                <meta http-equiv="refresh" content="0;url=/#%1$s">
                </head>
                <body><a href="/#%1$s">kubectl beam</a></body>
                </html>
                """.formatted(start);
    }

    private void enter(HttpExchange exchange, Map<String, String> query) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!METHODS.contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            Answer.text(405, "The page only reads.").send(exchange);
        } else if (path.equals("/api/live") && exchange.getRequestMethod().equals("GET")) {
            live.send(exchange, query);
        } else if (path.startsWith("/api/")) {
            data.answer(path.substring("/api/".length()), query).send(exchange);
        } else {
            Assets.find(path)
                    .orElseGet(() -> Answer.text(404, "There is no such page."))
                    .send(exchange);
        }
    }

    static Map<String, String> query(@Nullable String raw) {
        var parameters = new HashMap<String, String>();
        for (String part : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parameters.put(part.substring(0, equals), decoded(part.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** A text that is not encoded as it should be is nothing that the page knows. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
