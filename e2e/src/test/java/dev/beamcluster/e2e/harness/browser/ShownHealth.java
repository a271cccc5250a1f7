package dev.beamcluster.e2e.harness.browser;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.awaitility.Awaitility;

/**
 * When the drawing turned from one health to another, by the browser's clock, which is that of this machine: asking repeatedly
 * would add the time of the questions, and disturb what is measured.
 */
public record ShownHealth(Browser browser) {

    private static final Duration POLL = Duration.ofMillis(250);

    private static final String OBSERVE = """
            const mesh = document.querySelector('#mesh');
            window.turns = [];
            new MutationObserver(() => {
              const health = mesh.dataset.health;
              if (window.turns.at(-1)?.health !== health) {
                requestAnimationFrame(() => window.turns.push({health, at: Date.now()}));
              }
            }).observe(mesh, {attributes: true, attributeFilter: ['data-health']});
            """;

    private static final String LAST = "return window.turns.findLast(turn => turn.health === arguments[0])?.at ?? 0";

    /** Observes the drawing that the browser shows now, until it shows another document. */
    public static ShownHealth observe(Browser browser) {
        browser.script(OBSERVE);
        return new ShownHealth(browser);
    }

    /**
     * Waits until the drawing turns {@code whole} or {@code not-whole}.
     *
     * @return how long after that moment it did, with the next picture
     */
    public Duration after(Instant moment, String health) {
        return Awaitility.await()
                .atMost(Browser.SOON)
                .pollInterval(POLL)
                .until(() -> Duration.between(moment, lastTurn(health)), late -> !late.isNegative());
    }

    private Instant lastTurn(String health) {
        return Instant.ofEpochMilli(((Number) Objects.requireNonNull(browser.script(LAST, health))).longValue());
    }
}
