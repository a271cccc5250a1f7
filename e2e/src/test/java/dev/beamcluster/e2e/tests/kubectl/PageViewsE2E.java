package dev.beamcluster.e2e.tests.kubectl;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.PacketFilter;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.harness.browser.BeamPage;
import dev.beamcluster.e2e.harness.browser.Browser;
import dev.beamcluster.e2e.harness.browser.BrowserExtension;
import dev.beamcluster.e2e.harness.browser.KubectlBeamUi;
import dev.beamcluster.e2e.harness.browser.Pictures;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** Every view, wide and narrow, dark and light, with its picture: in order, as a person sees a fault come and go. */
@EndToEnd
@Tag("ui")
@ExtendWith(BrowserExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageViewsE2E {

    private static final Duration SEEN = Duration.ofSeconds(30);

    /** Longer than a rollout of three nodes takes. */
    private static final Duration REPLACED = Duration.ofMinutes(3);

    private static final String ZONE = "topology.kubernetes.io/zone";

    private static final String COLOR = "  template: {metadata: {annotations: {color: %s}}}\n";

    private TestNamespace namespace;
    private Beam beam;
    private KubectlBeamUi ui;
    private BeamPage page;
    private Browser browser;

    @BeforeAll
    void openThePage(TestNamespace shared, Browser sharedBrowser) {
        namespace = shared;
        beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 5, COLOR.formatted("blue")));
        var ledger = namespace.apply("ledger", SampleRelease.ERL.yaml("ledger", 2));
        namespace.apply("shop", SampleRelease.MIX.yaml("shop", 3)).becomesWhole(3);
        ledger.becomesWhole(2);
        beam.becomesWhole(5);
        ui = KubectlBeamUi.start(KubectlBeam.of(namespace.cluster().kubeconfig(), namespace.name()));
        browser = sharedBrowser;
        page = BeamPage.enter(browser, ui, namespace.name());
    }

    @AfterAll
    void endTheCommand() {
        ui.close();
    }

    @Test
    @Order(1)
    void aCutLinkAsAPersonSeesIt(PacketFilter filter, Pictures pictures) {
        // Given
        page.cluster("chat", "");
        pictures.take(browser, "ui-mesh");

        // When
        filter.cut(ip(0), ip(1));
        filter.drop(ip(2), ip(4));

        // Then
        page.awaitsLink("chat-0", "chat-1", "missing", SEEN).awaitsLink("chat-2", "chat-4", "missing", SEEN);
        pictures.take(browser, "ui-cut");
        browser.prefers("dark");
        pictures.take(browser, "ui-dark");
        browser.prefers("light").size(390, 844);
        pictures.take(browser, "ui-narrow");
        browser.size(1280, 900);
        page.list().awaitsRow("chat", "not-whole").awaitsRow("shop", "whole").awaitsRow("ledger", "whole");
        pictures.take(browser, "ui-list");
        page.cluster("chat", "?link=chat-0->chat-1").browser().awaits("#panel .todo");
        pictures.take(browser, "ui-link");
        page.cluster("chat", "").browser().scrollTo("#table");
        pictures.take(browser, "ui-table");

        // When
        filter.restore();

        // Then
        page.awaitsLink("chat-0", "chat-1", "verified", SEEN);
        beam.becomesWhole(5);
    }

    @Test
    @Order(2)
    void everyViewCanBeReadByEveryoneInEveryWindow(Pictures pictures) {
        var views = Map.<String, Runnable>of(
                "list", () -> page.list(),
                "mesh", () -> page.cluster("chat", ""),
                "node", () -> page.cluster("chat", "?node=chat-2"),
                "link", () -> page.cluster("chat", "?link=chat-0->chat-1"),
                "faults", () -> page.cluster("chat", "?filter=faults"),
                "replay", () -> page.cluster("chat", "").replaysLastFault());
        for (String scheme : List.of("light", "dark")) {
            for (int width : List.of(1280, 390)) {
                browser.prefers(scheme).size(width, 900);
                views.forEach((name, view) -> {
                    view.run();
                    assertThat(page.flaws())
                            .as("%s, %s, %d px", name, scheme, width)
                            .isEmpty();
                });
            }
        }
        browser.prefers("light").size(1280, 900);
        page.cluster("chat", "").replaysLastFault();
        pictures.take(browser, "ui-replay");
    }

    @Test
    @Order(3)
    void aFaultIsPlayedAtTheSpeedThatOneChooses() {
        // Given
        page.cluster("chat", "").replaysLastFault().browser().awaits("#health[data-health=not-whole]");

        // When
        browser.element("#speed").sendKeys("10");
        browser.click("#play");

        // Then
        browser.awaits("#timeline[data-mode=replay]").awaits("#health[data-health=whole]", SEEN);
        page.returnsToLive();
    }

    @Test
    @Order(3)
    void aNodeIsAskedWhatItDoes(Pictures pictures) {
        // Given
        page.cluster("chat", "?node=chat-2");

        // When
        browser.click("#sample").awaits("#sample-result[data-state=answered]", SEEN);

        // Then
        assertThat(browser.text("#sample-result")).contains("MiB", "schedulers");
        pictures.take(browser, "ui-node");
    }

    /** One Kubernetes node has one zone, so this says nothing about the order of several. */
    @Test
    @Order(4)
    void nodesAreArrangedByTheZonesOfTheirKubernetesNodes(Browser other) {
        // Given
        var node = beam.pod(0).getSpec().getNodeName();
        var kubectl = namespace.cluster().kubectl();
        var _ = kubectl.run("label", "node", node, "--overwrite", ZONE + "=zone-a")
                .orFail();
        try (var own = KubectlBeamUi.start(KubectlBeam.of(namespace.cluster().kubeconfig(), namespace.name()))) {
            // When
            BeamPage.enter(other, own, namespace.name()).cluster("chat", "?arrange=zone&node=chat-0");

            // Then
            other.awaits("#mesh[data-arrange=zone]").awaitsText("#panel", "zone-a", SEEN);
        } finally {
            var _ = kubectl.run("label", "node", node, ZONE + "-").orFail();
        }
    }

    @Test
    @Order(5)
    void aRolloutIsShownAsItMoves(Pictures pictures) {
        // Given
        page.cluster("chat", "");
        assertThat(browser.shows("#rollout")).isFalse();

        // When
        var _ = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 5, COLOR.formatted("green")));

        // Then
        browser.awaits("#rollout li[data-revision=new]", REPLACED).awaits("#rollout li[data-revision=old]");
        assertThat(page.flaws()).isEmpty();
        browser.scrollTo("#timeline");
        pictures.take(browser, "ui-rollout");
        browser.awaits("#rollout[data-new='3']", REPLACED);
        browser.awaits("body:has(#rollout[hidden])", REPLACED);
        beam.becomesWhole(5);
    }

    private String ip(int ordinal) {
        return beam.pod(ordinal).getStatus().getPodIP();
    }
}
