package dev.beamcluster.kubectl.page.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

import com.sun.net.httpserver.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is let in. The address that the command prints has a token, which opens the page once: the browser that comes first
 * gets a cookie for it. Other users of the machine, and other pages in the same browser, have neither.
 */
final class Door {

    private static final int BYTES = 32;

    private final String token;
    private final String session;
    private final List<String> hosts;
    private final String cookieName;
    private final AtomicBoolean isUsed = new AtomicBoolean();

    /** What becomes of a request. */
    sealed interface Verdict {
        /** It is answered. */
        record Enter() implements Verdict {}

        /** It has the token, and gets this cookie. */
        record Welcome(String setCookie) implements Verdict {}

        /** It is refused, for this reason. */
        record Refuse(String why) implements Verdict {}
    }

    /**
     * Creates a door with a new token.
     *
     * @param random not predictable
     */
    Door(int port, RandomGenerator random) {
        this.token = text(random);
        this.session = text(random);
        this.hosts = List.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        // Cookies are the same for all ports of a host.
        this.cookieName = "kubectl-beam-ui-" + port;
    }

    private static String text(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String token() {
        return token;
    }

    /**
     * Judges a request.
     *
     * @param offered the token in its address; null without one
     */
    Verdict judge(Headers headers, @Nullable String offered) {
        String host = headers.getFirst("Host");
        if (host == null || !hosts.contains(host)) {
            // A name that someone else resolves to loopback: DNS rebinding.
            return new Verdict.Refuse("This is not the address that kubectl beam ui printed.");
        }
        if (offered != null) {
            return ofToken(headers, offered);
        }
        if (isFromElsewhere(headers, host)) {
            return new Verdict.Refuse("Another page asked for this.");
        }
        return hasCookie(headers)
                ? new Verdict.Enter()
                : new Verdict.Refuse("Open the address that kubectl beam ui printed, with its token.");
    }

    /** A person may follow the address from anywhere, such as a terminal in a browser. */
    private Verdict ofToken(Headers headers, String offered) {
        if (!isSame(offered, token)) {
            return new Verdict.Refuse("The token is wrong: open the address that kubectl beam ui printed.");
        }
        if (hasCookie(headers) || isUsed.compareAndSet(false, true)) {
            return new Verdict.Welcome("%s=%s; HttpOnly; SameSite=Strict; Path=/".formatted(cookieName, session));
        }
        return new Verdict.Refuse(
                "The token was used already, by another browser: if that was not you, end kubectl beam ui. To open the page"
                        + " here, start it again.");
    }

    private static boolean isFromElsewhere(Headers headers, String host) {
        String origin = headers.getFirst("Origin");
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean isOtherOrigin = origin != null && !origin.equals("http://" + host);
        return isOtherOrigin || (site != null && !site.equals("same-origin") && !site.equals("none"));
    }

    private boolean hasCookie(Headers headers) {
        return Optional.ofNullable(headers.get("Cookie")).orElse(List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(cookieName + "="))
                .anyMatch(cookie -> isSame(cookie.substring(cookieName.length() + 1), session));
    }

    /** Takes as long for every wrong text. */
    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
