package dev.beamcluster.e2e.tests.kubectl;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

import io.fabric8.kubernetes.client.dsl.Resource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.harness.browser.BeamPage;
import dev.beamcluster.e2e.harness.browser.Browser;
import dev.beamcluster.e2e.harness.browser.BrowserExtension;
import dev.beamcluster.e2e.harness.browser.FrameRate;
import dev.beamcluster.e2e.harness.browser.KubectlBeamUi;
import dev.beamcluster.e2e.harness.browser.Pictures;
import dev.beamcluster.e2e.harness.browser.ShownHealth;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A hundred nodes and 4,950 edges on the page, drawn without a GPU. The machine of the tests cannot run the nodes, so the operator
 * is stopped, and the test writes the status; the API server, the watch, the page and the browser are real.
 */
@EndToEnd
@Tag("ui")
@ExtendWith(BrowserExtension.class)
@Isolated("stops the operator, and measures")
class PageLargeE2E {

    private static final Logger LOG = LoggerFactory.getLogger(PageLargeE2E.class);

    private static final int NODES = 100;

    /** Nodes that the others cannot call. */
    private static final int APART = 40;

    /** How often the status is written: the machine of the tests is shared, and may be busy in one of these moments. */
    private static final int TIMES = 5;

    /** Frames in a second. */
    private static final int USABLE = 10;

    private static final int SECONDS = 5;

    /** How far the page is behind the status, in the median. */
    private static final Duration BEHIND = Duration.ofSeconds(1);

    private static final WrittenStatus STATUS = new WrittenStatus("chat", NODES);

    @Test
    void aHundredNodesStayUsableAndTheLayoutHoldsStill(
            TestNamespace namespace, Cluster cluster, OperatorInstall operator, Browser browser, Pictures pictures) {
        operator.stop(cluster);
        try (var ui = KubectlBeamUi.start(KubectlBeam.of(cluster.kubeconfig(), namespace.name()))) {
            // Given a fault of the last minute, as the page saw it
            var _ = namespace.apply("chat", SampleRelease.ERL.yaml("chat", NODES));
            var page = BeamPage.enter(browser, ui, namespace.name());
            var resource = cluster.client()
                    .resources(BeamCluster.class)
                    .inNamespace(namespace.name())
                    .withName("chat");
            var seen = aFaultComesAndGoes(page, resource);
            pictures.take(browser, "ui-hundred");

            // Then
            isUsable("panning", FrameRate.panning(browser, SECONDS));
            browser.click("#zoom-fit");
            var positions = page.positions();
            assertThat(positions).hasSize(NODES);
            var scrubbing = FrameRate.scrubbing(browser, SECONDS, seen);
            isUsable("scrubbing", scrubbing);
            assertThat(scrubbing.moments()).as("different moments").isGreaterThan(SECONDS);
            assertThat(page.positions()).as("nothing has moved").isEqualTo(positions);
            page.returnsToLive().replaysLastFault().browser().awaits("#health[data-health=not-whole]");
            assertThat(page.positions()).as("nothing has moved").isEqualTo(positions);
            isUsable("panning in a replay", FrameRate.panning(browser, SECONDS));
            assertThat(page.flaws()).isEmpty();
        } finally {
            delete(namespace);
            operator.start(cluster);
        }
    }

    /** Returns a moment since which the page has seen all nodes. */
    private static Instant aFaultComesAndGoes(BeamPage page, Resource<BeamCluster> resource) {
        write(resource, 0);
        page.cluster("chat", "").browser().awaits("#mesh[data-pairs='4950'][data-health=whole]");
        var seen = Instant.now().plusSeconds(1);
        var shown = ShownHealth.observe(page.browser());
        var behind = new ArrayList<Duration>();
        for (int time = 0; time < TIMES; time++) {
            behind.add(shown.after(write(resource, APART), "not-whole"));
            assertThat(page.browser().attribute("#mesh", "data-islands")).isEqualTo("2");
            assertThat(page.browser().text("#counted")).contains("4780 more not listed");
            behind.add(shown.after(write(resource, 0), "whole"));
        }
        LOG.atInfo().addKeyValue("behind", behind).log("a hundred nodes");
        assertThat(behind.stream().sorted().toList().get(TIMES)).as("median").isLessThan(BEHIND);
        return seen;
    }

    /** Writes the status of a mesh of which so many nodes are apart; 0 is whole. Returns the moment before. */
    private static Instant write(Resource<BeamCluster> resource, int apart) {
        var now = Instant.now();
        resource.editStatus(cluster -> {
            cluster.setStatus(STATUS.split(apart, now));
            return cluster;
        });
        return now;
    }

    private static void isUsable(String what, FrameRate rate) {
        LOG.atInfo()
                .addKeyValue("doing", what)
                .addKeyValue("framesPerSecond", Math.round(rate.perSecond()))
                .addKeyValue("longestMillis", Math.round(rate.longestMillis()))
                .log("a hundred nodes");
        assertThat(rate.perSecond()).as(what).isGreaterThanOrEqualTo(USABLE);
    }

    /** An operator that finds it would start a hundred pods. */
    private static void delete(TestNamespace namespace) {
        var all = namespace.cluster().client().resources(BeamCluster.class).inNamespace(namespace.name());
        all.delete();
        await().atMost(Duration.ofSeconds(30)).until(() -> all.list().getItems().isEmpty());
    }
}
