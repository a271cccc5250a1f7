package dev.beamcluster.e2e.harness.browser;

import java.util.List;
import java.util.Set;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;

/** What axe finds, which checks a page for people who do not see it, or not as others do. */
public final class Accessibility {

    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private Accessibility() {}

    /** The serious and critical findings in what the browser shows, each with the elements. */
    public static List<String> graveFindings(Browser browser) {
        // The page has no frames; without legacy mode, axe would open another window.
        @SuppressWarnings("deprecation")
        var axe = new AxeBuilder().setLegacyMode(true);
        return axe.analyze(browser.chromium()).getViolations().stream()
                .filter(rule -> GRAVE.contains(rule.getImpact()))
                .map(Accessibility::inWords)
                .toList();
    }

    private static String inWords(Rule rule) {
        return "%s: %s: %s"
                .formatted(
                        rule.getId(),
                        rule.getHelp(),
                        rule.getNodes().stream().map(node -> node.getHtml()).toList());
    }
}
