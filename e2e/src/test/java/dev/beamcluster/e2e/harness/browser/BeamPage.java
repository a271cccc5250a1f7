package dev.beamcluster.e2e.harness.browser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The page of {@code kubectl beam ui} in a browser that it has let in. The names of its elements are at the top of its
 * {@code index.html}.
 *
 * @param browser that shows it
 * @param ui that serves it
 * @param namespace of its BeamClusters
 */
public record BeamPage(Browser browser, KubectlBeamUi ui, String namespace) {

    /** An element whose {@code scrollWidth} is larger than its {@code clientWidth} would have to be scrolled sideways. */
    private static final String IS_TOO_WIDE =
            "const page = document.documentElement; return page.scrollWidth > page.clientWidth";

    private static final String POSITIONS = """
            const canvas = document.querySelector('#mesh canvas');
            const {left, top, width, height} = canvas.getBoundingClientRect();
            const found = {};
            for (let x = 0; x < width; x += 6) {
              for (let y = 0; y < height; y += 6) {
                canvas.dispatchEvent(new PointerEvent('pointermove', {clientX: left + x, clientY: top + y}));
                const sum = (found[canvas.title] ??= {x: 0, y: 0, count: 0});
                sum.x += x;
                sum.y += y;
                sum.count++;
              }
            }
            canvas.dispatchEvent(new PointerEvent('pointermove', {clientX: left, clientY: top}));
            const nodes = Object.entries(found).filter(([name]) => name && !name.includes(' '));
            return Object.fromEntries(
              nodes.map(([name, {x, y, count}]) => [name, Math.round(x / count) + ',' + Math.round(y / count)]));
            """;

    /** Opens the printed address, and waits for the first data. */
    public static BeamPage enter(Browser browser, KubectlBeamUi ui, String namespace) {
        browser.visit(ui.entrance()).awaits("body[data-ready]");
        return new BeamPage(browser, ui, namespace);
    }

    /** Goes to the list of all BeamClusters. */
    public BeamPage list() {
        browser.visit(ui.place("/")).awaits("body[data-view=clusters] #clusters");
        return this;
    }

    /**
     * Goes to a BeamCluster, and waits for its data.
     *
     * @param query what follows the name in the address, such as {@code ?node=chat-0}; may be empty
     */
    public BeamPage cluster(String name, String query) {
        browser.visit(ui.place("/%s/%s%s".formatted(namespace, name, query)))
                .awaits("body[data-view=cluster] #mesh[data-pairs]")
                .awaits("#table tr[data-node^='%s-']".formatted(name));
        return this;
    }

    /** Waits until the list shows a BeamCluster as {@code whole}, {@code not-whole} or {@code unknown}. */
    public BeamPage awaitsRow(String name, String health) {
        browser.awaits("#clusters tr[data-cluster='%s/%s'][data-health='%s']".formatted(namespace, name, health));
        return this;
    }

    /** Waits so long until the table shows a directed link as {@code verified}, {@code missing} or {@code unknown}. */
    public BeamPage awaitsLink(String from, String to, String state, Duration atMost) {
        browser.awaits(link(from, to) + "[data-state=%s]".formatted(state), atMost);
        return this;
    }

    /** The selector of the row of a directed link. */
    public static String link(String from, String to) {
        return "#table tr[data-link='%s->%s']".formatted(from, to);
    }

    /** The selector of the row of a node. */
    public static String node(String pod) {
        return "#table tr[data-node='%s']".formatted(pod);
    }

    /** The selector of the panel about a subject: {@code cluster}, {@code node:POD} or {@code link:FROM->TO}. */
    public static String panel(String about) {
        return "#panel[data-about='%s']".formatted(about);
    }

    /** Goes from live back to the last fault of the last hour, as soon as the page knows of one. */
    public BeamPage replaysLastFault() {
        browser.awaits("#last-fault[aria-disabled=false]")
                .click("#last-fault")
                .awaits("#timeline[data-mode=replay]")
                .awaits("#connection[data-state=replay]");
        return this;
    }

    /** Returns to what is now. */
    public BeamPage returnsToLive() {
        browser.click("#live").awaits("#timeline[data-mode=live]").awaits("#connection[data-state=live]");
        return this;
    }

    /**
     * Where the drawing has each node: the middle of the points at which the mouse finds it, in CSS pixels from the corner of the
     * drawing.
     */
    public Map<String, String> positions() {
        var found = (Map<?, ?>) Objects.requireNonNull(browser.script(POSITIONS));
        return found.entrySet().stream()
                .collect(Collectors.toMap(entry -> (String) entry.getKey(), entry -> (String) entry.getValue()));
    }

    /** What is wrong with what is shown now: axe's serious and critical findings, and whether it is wider than the window. */
    public List<String> flaws() {
        var flaws = new ArrayList<>(Accessibility.graveFindings(browser));
        if (Boolean.TRUE.equals(browser.script(IS_TOO_WIDE))) {
            flaws.add("it is wider than the window");
        }
        return flaws;
    }
}
