package dev.beamcluster.e2e.tests.kubectl;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.BeamClusterAssert;
import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.PacketFilter;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.harness.browser.BeamPage;
import dev.beamcluster.e2e.harness.browser.Browser;
import dev.beamcluster.e2e.harness.browser.BrowserExtension;
import dev.beamcluster.e2e.harness.browser.KubectlBeamUi;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** A cut link on the page, live and played back: in order, because the replay shows what happened before. */
@EndToEnd
@ExtendWith(BrowserExtension.class)
@Isolated("measures how soon a cut is shown")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageE2E {

    /** From the first packet that is dropped to what the browser shows. */
    private static final Duration SHOWN = Duration.ofSeconds(5);

    /** Longer than a short cut takes to heal (docs/benchmarks.md). */
    private static final Duration HEALED = Duration.ofSeconds(20);

    /** The cut link, in one direction at least: while it heals, one comes back before the other. */
    private static final String MISSING = "%s[data-state=missing], %s[data-state=missing]"
            .formatted(BeamPage.link("chat-0", "chat-1"), BeamPage.link("chat-1", "chat-0"));

    private Instant cut = Instant.MAX;
    private Instant whole = Instant.MIN;
    private Beam beam;
    private KubectlBeamUi ui;
    private BeamPage page;
    private Browser browser;

    @BeforeAll
    void openThePage(TestNamespace namespace, Browser shared) {
        beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
        var plugin = KubectlBeam.of(namespace.cluster().kubeconfig(), namespace.name());
        ui = KubectlBeamUi.start(plugin);
        browser = shared;
        page = BeamPage.enter(browser, ui, namespace.name());
    }

    @AfterAll
    void endTheCommand() {
        ui.close();
    }

    @Test
    @Order(1)
    void aCutTurnsTheLinkWithinSecondsWithTheReasonInWords(PacketFilter filter) {
        // Given
        page.list().awaitsRow("chat", "whole").cluster("chat", "");
        page.awaitsLink("chat-0", "chat-1", "verified", Browser.SOON);
        var ip = beam.pod(0).getStatus().getPodIP();
        var otherIp = beam.pod(1).getStatus().getPodIP();
        cut = Instant.now();

        // When
        filter.cut(ip, otherIp);

        // Then
        page.awaitsLink("chat-0", "chat-1", "missing", SHOWN);
        assertThat(Duration.between(cut, Instant.now())).as("from the cut").isLessThan(SHOWN);
        theReasonIsSaidInWords();
        page.list().awaitsRow("chat", "not-whole");

        // When
        page.cluster("chat", "");
        filter.restore();

        // Then
        page.awaitsLink("chat-0", "chat-1", "verified", HEALED);
        browser.awaits("#health[data-health=whole]");
        whole = Instant.now();
    }

    private void theReasonIsSaidInWords() {
        browser.awaits("#health[data-health=not-whole]").awaits(BeamPage.node("chat-0") + "[data-state=LinksMissing]");
        assertThat(browser.attribute(BeamPage.link("chat-0", "chat-1"), "data-reason"))
                .isNotEmpty();
        assertThat(browser.text(BeamPage.node("chat-0"))).contains("cannot call");
        assertThat(browser.text("#message")).contains("chat-0", "chat-1");
        browser.click(BeamPage.link("chat-0", "chat-1") + " button")
                .awaits(BeamPage.panel("link:chat-0->chat-1") + " .since time")
                .awaits("#panel .todo");
        assertThat(browser.text("#panel .todo")).as("what to do").isNotBlank();
    }

    @Test
    @Order(2)
    void theReplayShowsTheCutAgainWhileTheMeshIsWhole() {
        // Given
        beam.becomesWhole(3);
        page.cluster("chat", "").awaitsLink("chat-0", "chat-1", "verified", HEALED);

        // When
        page.replaysLastFault();

        // Then
        browser.awaits(MISSING);
        assertThat(Instant.parse(browser.attribute("#timeline", "data-time")))
                .isBetween(cut.truncatedTo(ChronoUnit.SECONDS), whole);
        var positions = page.positions();
        assertThat(positions).containsOnlyKeys("chat-0", "chat-1", "chat-2");
        new BeamClusterAssert(beam.get()).isWhole(3);

        // When
        page.returnsToLive();

        // Then
        page.awaitsLink("chat-0", "chat-1", "verified", Browser.SOON);
        assertThat(page.positions()).as("nothing has moved").isEqualTo(positions);
    }

    @Test
    @Order(3)
    void everyViewCanBeReadByEveryone() {
        browser.size(1280, 900).prefers("light");
        assertThat(page.list().flaws()).as("list").isEmpty();
        assertThat(page.cluster("chat", "?node=chat-0").flaws()).as("node").isEmpty();
        browser.prefers("dark");
        assertThat(page.cluster("chat", "?link=chat-0->chat-1").flaws())
                .as("link, dark")
                .isEmpty();
        browser.size(390, 800);
        assertThat(page.cluster("chat", "").replaysLastFault().flaws())
                .as("replay, narrow, dark")
                .isEmpty();
        browser.prefers("light");
        assertThat(page.list().flaws()).as("list, narrow").isEmpty();
        assertThat(page.cluster("chat", "").flaws()).as("mesh, narrow").isEmpty();
        assertThat(browser.requests())
                .as("it asks nobody else")
                .isNotEmpty()
                .allMatch(address -> address.startsWith(ui.place("").replace("#", "")));
    }
}
