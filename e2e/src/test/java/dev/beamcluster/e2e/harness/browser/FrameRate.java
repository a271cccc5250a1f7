package dev.beamcluster.e2e.harness.browser;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * How smoothly the page moves, by the browser's own callbacks before each picture.
 *
 * @param perSecond pictures in a second, in the mean
 * @param longestMillis the longest time between two pictures
 * @param moments how many different moments the time line went through
 */
public record FrameRate(double perSecond, double longestMillis, int moments) {

    private static final String MEASURE = """
            const [seconds, kind, since, done] = arguments;
            const canvas = document.querySelector('#mesh canvas');
            const box = canvas.getBoundingClientRect();
            const at = step => ({
              view: window, bubbles: true, button: 0, buttons: 1,
              clientX: box.left + box.width / 2 + 120 * Math.sin(step / 9),
              clientY: box.top + box.height / 2 + 60 * Math.cos(step / 7),
            });
            const scrub = document.getElementById('scrub');
            const moments = new Set();
            const moves = {
              pan: step => window.dispatchEvent(new MouseEvent('mousemove', at(step))),
              scrub: step => {
                const [from, to] = [since, Number(scrub.max)];
                scrub.value = from + Math.round(((Math.sin(step / 5) + 1) / 2) * (to - from - 2));
                scrub.dispatchEvent(new Event('input', {bubbles: true}));
                moments.add(document.getElementById('timeline').dataset.time);
              },
            };
            if (kind === 'pan') canvas.dispatchEvent(new MouseEvent('mousedown', at(0)));
            let [step, longest, start, last] = [0, 0, 0, 0];
            requestAnimationFrame(function next(now) {
              if (start === 0) start = last = now;
              longest = Math.max(longest, now - last);
              last = now;
              if (now - start < seconds * 1000) {
                moves[kind](step++);
                requestAnimationFrame(next);
              } else {
                if (kind === 'pan') window.dispatchEvent(new MouseEvent('mouseup', at(0)));
                done({perSecond: (step * 1000) / (now - start), longest, moments: moments.size});
              }
            });
            """;

    /** Pans the drawing for some seconds, as far as a hand does between two pictures. */
    public static FrameRate panning(Browser browser, int seconds) {
        return measure(browser, seconds, "pan", Instant.EPOCH);
    }

    /**
     * Moves along the time line for some seconds, back and forth.
     *
     * @param since the first moment to which it is moved: what was before the page saw anything is quickly drawn
     */
    public static FrameRate scrubbing(Browser browser, int seconds, Instant since) {
        return measure(browser, seconds, "scrub", since);
    }

    private static FrameRate measure(Browser browser, int seconds, String kind, Instant since) {
        var result =
                (Map<?, ?>) Objects.requireNonNull(browser.asyncScript(MEASURE, seconds, kind, since.getEpochSecond()));
        return new FrameRate(
                number(result, "perSecond").doubleValue(),
                number(result, "longest").doubleValue(),
                number(result, "moments").intValue());
    }

    private static Number number(Map<?, ?> result, String name) {
        return (Number) Objects.requireNonNull(result.get(name));
    }
}
