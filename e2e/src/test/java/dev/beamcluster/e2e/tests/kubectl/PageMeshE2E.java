package dev.beamcluster.e2e.tests.kubectl;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.PacketFilter;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.harness.Visitor;
import dev.beamcluster.e2e.harness.browser.BeamPage;
import dev.beamcluster.e2e.harness.browser.Browser;
import dev.beamcluster.e2e.harness.browser.BrowserExtension;
import dev.beamcluster.e2e.harness.browser.KubectlBeamUi;
import dev.beamcluster.e2e.harness.browser.Pictures;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** A mesh of nine nodes on the page: in order, because the last test leaves a warning that stays for minutes. */
@EndToEnd
@Tag("ui")
@ExtendWith(BrowserExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageMeshE2E {

    private static final int NODES = 9;

    /** Longer than a cut takes to be seen on a busy machine, and to heal. */
    private static final Duration SEEN = Duration.ofSeconds(30);

    /** Longer than the plugin takes to ask nine nodes, of which some wait for others. */
    private static final Duration VERIFIED = Duration.ofMinutes(1);

    /** The status lists no more. */
    private static final int LISTED = 20;

    private static final String CLIPBOARD = "navigator.clipboard.readText().then(arguments[arguments.length - 1])";

    private static final String FOCUS =
            "return document.activeElement.id || document.activeElement.getAttribute('href') || ''";

    private Beam beam;
    private KubectlBeamUi ui;
    private BeamPage page;
    private Browser browser;

    @BeforeAll
    void openThePage(TestNamespace namespace, Browser shared) {
        beam = namespace.apply("chat", SampleRelease.ERL.yaml("chat", NODES)).becomesWhole(NODES);
        ui = KubectlBeamUi.start(KubectlBeam.of(namespace.cluster().kubeconfig(), namespace.name()));
        browser = shared;
        page = BeamPage.enter(browser, ui, namespace.name());
    }

    @AfterAll
    void endTheCommand() {
        ui.close();
    }

    @Test
    @Order(1)
    void anAddressIsAPlaceThatCanBeSentToSomeone() {
        // Given
        page.cluster("chat", "?node=chat-4&filter=faults&arrange=ordinal&find=chat-4");

        // When
        browser.reload();

        // Then
        browser.awaits(BeamPage.panel("node:chat-4")).awaits("#mesh[data-arrange=ordinal][data-pairs='36']");
        assertThat(browser.script("return ['filter', 'arrange', 'find'].map(id => document.getElementById(id).value)"))
                .isEqualTo(List.of("faults", "ordinal", "chat-4"));
        assertThat(browser.count("#table tr[data-node]")).as("found").isOne();
    }

    @Test
    @Order(1)
    void theTablesAreCopiedForAChat() {
        // Given
        browser.allowClipboard();
        page.cluster("chat", "");

        // When
        browser.click("#copy").awaits("#copied:not(:empty)");

        // Then
        assertThat((String) browser.asyncScript(CLIPBOARD)).contains("chat-0\tMeshed", "chat-0\tchat-8\tverified");
    }

    @Test
    @Order(1)
    void aPersonWithoutAMouseReachesEverything() {
        // Given
        page.list().awaitsRow("chat", "whole");
        browser.reload().awaits("#clusters tr[data-health]");

        // When
        tabTo("#/%s/chat".formatted(page.namespace()));
        browser.press(Keys.ENTER).awaits("body[data-view=cluster] #mesh[data-pairs]");

        // Then
        tabTo("mesh");
        browser.press(Keys.ARROW_RIGHT).awaits(BeamPage.panel("node:chat-0"));
        browser.press(Keys.ARROW_RIGHT).awaits(BeamPage.panel("node:chat-1"));
        browser.press(Keys.ESCAPE).awaits(BeamPage.panel("cluster"));
        tabTo("last-fault");
        browser.press(Keys.ENTER).awaits("#timeline[data-mode=replay]");
        tabTo("live");
        browser.press(Keys.ENTER).awaits("#timeline[data-mode=live]");
        browser.press("/");
        assertThat(browser.script(FOCUS)).isEqualTo("find");
        browser.press("chat-8").awaits(BeamPage.node("chat-8"));
        assertThat(browser.count("#table tr[data-node]")).isOne();
    }

    @Test
    @Order(2)
    void islandsAreApartAndAVerificationFillsInWhatIsNotListed(PacketFilter filter, Pictures pictures) {
        // Given
        page.cluster("chat", "");

        // When
        cutApart(filter, 4);

        // Then
        browser.awaits("#mesh[data-islands='2'][data-arrange=islands]", SEEN);
        browser.awaitsText("#counted", "20 more not listed", SEEN);
        assertThat(missing()).as("listed").isEqualTo(LISTED);
        assertThat(page.flaws()).isEmpty();
        pictures.take(browser, "ui-islands");

        // When
        browser.click("#verify").awaits("#verified[data-state=answered]", VERIFIED);

        // Then
        assertThat(missing()).isEqualTo(2 * LISTED);
        assertThat(browser.text("#counted")).doesNotContain("not listed");
        assertThat(page.flaws()).isEmpty();
        pictures.take(browser, "ui-verified");

        // When
        filter.restore();

        // Then
        browser.awaits("#health[data-health=whole]", SEEN);
        beam.becomesWhole(NODES);
    }

    @Test
    @Order(3)
    void aNodeThatDoesNotBelongIsOutsideOfTheCircle(Pictures pictures) {
        // Given
        page.cluster("chat", "");

        // When, then
        new Visitor(beam, "laptop")
                .visitDuring(() -> browser.awaits("#mesh[data-unexpected='1']", SEEN)
                        .awaits(BeamPage.node("laptop@127.0.0.1") + "[data-state=Unexpected]"));
        browser.click(BeamPage.node("laptop@127.0.0.1") + " button").awaits(BeamPage.panel("node:laptop@127.0.0.1"));
        assertThat(browser.text("#panel .todo")).contains("-hidden");
        beam.becomesWhole(NODES);
        browser.scrollTo("#title");
        pictures.take(browser, "ui-unexpected");
    }

    /** Cuts every link between the first nodes and the others. */
    private void cutApart(PacketFilter filter, int first) {
        var ips = beam.pods().stream().map(pod -> pod.getStatus().getPodIP()).toList();
        IntStream.range(0, first)
                .forEach(one ->
                        IntStream.range(first, NODES).forEach(other -> filter.cut(ips.get(one), ips.get(other))));
    }

    private int missing() {
        return browser.count("#table tr[data-link][data-state=missing]");
    }

    /** Presses Tab until the focus is there; it must not take longer than for all elements before the time line. */
    private void tabTo(String idOrAddress) {
        for (int i = 0; i < 40; i++) {
            if (idOrAddress.equals(browser.press(Keys.TAB).script(FOCUS))) {
                return;
            }
        }
        throw new AssertionError("Tab does not reach " + idOrAddress);
    }
}
