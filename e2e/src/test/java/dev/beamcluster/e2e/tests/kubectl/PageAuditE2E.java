package dev.beamcluster.e2e.tests.kubectl;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.harness.browser.BeamPage;
import dev.beamcluster.e2e.harness.browser.Browser;
import dev.beamcluster.e2e.harness.browser.BrowserExtension;
import dev.beamcluster.e2e.harness.browser.KubectlBeamUi;
import dev.beamcluster.e2e.harness.browser.Pictures;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit trail on the page: in order, because the first test finds it closed. */
@EndToEnd
@Tag("ui")
@ExtendWith(BrowserExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageAuditE2E {

    /** Longer than a busy machine takes to read the operator's whole log, several times. */
    private static final Duration READ = Duration.ofMinutes(3);

    private static final String REFUSED = "#audit tr[data-result=refused]";

    private static final String FOCUS = "return document.activeElement.id";

    private TestNamespace namespace;
    private KubectlBeamUi ui;
    private BeamPage page;
    private Browser browser;

    @BeforeAll
    void editABeamCluster(TestNamespace shared, Browser sharedBrowser) {
        namespace = shared;
        browser = sharedBrowser;
        var cluster = namespace.cluster();
        var beam = namespace.apply("chat", SampleRelease.ERL.yaml("chat", 2)).becomesWhole(2);
        var plugin = AuditLogs.plugin(namespace, cluster);
        var _ = plugin.run("scale", "chat", "3", "--yes").orFail();
        beam.becomesWhole(3);
        refuseAnInvalidEdit();
        refuseAStranger();
        ui = KubectlBeamUi.start(plugin, "--node", AuditLogs.node(cluster));
        page = BeamPage.enter(browser, ui, namespace.name());
    }

    private void refuseAnInvalidEdit() {
        var refused = namespace
                .kubectl()
                .run("patch", "beam", "chat", "--type=merge", "--patch", "{\"spec\":{\"replicas\":-1}}");
        assertThat(refused.succeeded()).isFalse();
    }

    private void refuseAStranger() {
        String path = "/apis/beamcluster.dev/v1alpha1/namespaces/%s/beamclusters/chat".formatted(namespace.name());
        var refused = namespace
                .kubectl()
                .command()
                .with("replace", "--raw", path, "--filename", "-", "--as", "eve")
                .run("{}");
        assertThat(refused.succeeded()).isFalse();
    }

    @AfterAll
    void endTheCommand() {
        ui.close();
    }

    private BeamPage audit(String query) {
        page.cluster("chat", query).browser().awaits("#audit[data-state=answered]", READ);
        return page;
    }

    @Test
    @Order(1)
    void theAuditTrailIsReadWhenAPersonOpensIt(Pictures pictures) {
        // Given
        page.list().awaitsRow("chat", "whole").cluster("chat", "");
        browser.awaits("#audit[data-state=closed]");
        assertThat(browser.requests()).noneMatch(address -> address.contains("/api/audit"));

        // When
        browser.click("#audit-open").awaits("#audit[data-state=answered]", READ);

        // Then what was refused, what was accepted, and what the operator did then are there with their results
        browser.awaitsText("#audit-table", "refused 422", READ)
                .awaitsText("#audit-table", "refused 403", READ)
                .awaitsText("#audit-table", "net_kernel:connect_node/1", READ);
        assertThat(browser.text("#audit-table")).contains("spec.replicas", "eve", "scale 3", "statefulsets");
        assertThat(browser.shows("#audit tr[data-source=plugin][data-result=ok]"))
                .isTrue();
        assertThat(browser.text("#audit-read"))
                .contains("operator: ", "plugin: ", "/var/log/kubernetes/audit/audit.log on ");
        assertThat(browser.shows("#audit-missing")).isFalse();
        browser.awaits("#audit-chain[data-chain=intact]");
        // Without the names of the logs, of which one is in this clone.
        browser.size(1280, 770).scrollTo("#timeline");
        pictures.take(browser, "ui-audit");
        browser.size(1280, 900);
    }

    @Test
    @Order(2)
    void whatFailedCanBeSeenAlone() {
        // Given
        audit("?audit=all").browser().awaits(REFUSED).awaits("#audit tr[data-result=ok]");

        // When
        browser.click("#audit-failed").awaits("body:not(:has(#audit tr[data-result=ok]))");

        // Then
        assertThat(browser.count(REFUSED)).isGreaterThanOrEqualTo(2);
        assertThat(browser.text(REFUSED + " .result")).contains("✕");
        assertThat(browser.address()).contains("audit=failed");
    }

    @Test
    @Order(2)
    void anEntryLeadsToItsMomentAndAMomentMarksItsEntries() {
        // Given
        audit("?audit=failed").browser().awaits(REFUSED + " .time button");
        String moment = browser.attribute(REFUSED, "data-time");

        // When
        browser.click(REFUSED + " .time button").awaits("#timeline[data-mode=replay]");

        // Then
        assertThat(browser.attribute("#timeline", "data-time")).isEqualTo(moment);
        browser.awaits(REFUSED + "[aria-current][data-time='%s']".formatted(moment))
                .awaitsText("#audit-moment", "within 5 s", Browser.SOON);
        page.returnsToLive().browser().awaits("body:not(:has(#audit tr[aria-current]))");

        // When that moment is chosen in another way, then it is marked among all entries
        audit("?audit=all&t=" + moment).browser().awaits(REFUSED + "[aria-current][data-time='%s']".formatted(moment));
        assertThat(page.flaws()).isEmpty();
        page.returnsToLive();
    }

    @Test
    @Order(2)
    void aPersonWithoutAMouseReadsIt() {
        // Given
        page.cluster("chat", "").browser().awaits("#audit[data-state=closed]");
        browser.script("document.getElementById('live').focus()");

        // When
        browser.press(Keys.TAB, Keys.TAB);

        // Then
        assertThat(browser.script(FOCUS)).isEqualTo("audit-open");
        browser.press(Keys.ENTER).awaits("#audit-open[aria-expanded=true]").awaits("#audit[data-state=answered]", READ);
        assertThat(browser.press(Keys.TAB).script(FOCUS)).isEqualTo("audit-failed");
        browser.press(Keys.SPACE).awaits("body:not(:has(#audit tr[data-result=ok]))");
        assertThat(browser.press(Keys.TAB).script(FOCUS)).isEqualTo("audit-refresh");
        browser.press(Keys.TAB, Keys.TAB, Keys.ENTER).awaits("#timeline[data-mode=replay]");
        page.returnsToLive();
    }

    @Test
    @Order(2)
    void itCanBeReadByEveryoneInEveryWindow() {
        for (String scheme : List.of("light", "dark")) {
            for (int width : List.of(1280, 390)) {
                browser.prefers(scheme).size(width, 900);
                for (String choice : List.of("all", "failed")) {
                    audit("?audit=" + choice).browser().awaits(REFUSED);
                    assertThat(page.flaws())
                            .as("%s, %s, %d px", choice, scheme, width)
                            .isEmpty();
                }
            }
        }
        browser.prefers("light").size(1280, 900);
    }

    @Test
    @Order(3)
    void aPersonWithoutTheRightsIsToldWhichLogsAreMissing(Browser readers, @TempDir Path folder) {
        // Given a person who may read this namespace only
        var _ = namespace
                .kubectl()
                .apply(Repository.here().text("deploy/kubectl-beam.yaml"))
                .orFail();
        KubectlBeam.bind(namespace, "reader", "read");
        var kubeconfig = KubectlBeam.kubeconfigOf(namespace, "reader", folder);
        String node = AuditLogs.node(namespace.cluster());
        try (var own = KubectlBeamUi.start(KubectlBeam.of(kubeconfig, namespace.name()), "--node", node)) {
            // When
            BeamPage readersPage =
                    BeamPage.enter(readers, own, namespace.name()).cluster("chat", "?audit=all");

            // Then
            readers.awaits("#audit[data-state=answered]", READ);
            assertThat(readers.text("#audit-missing"))
                    .contains("operator: missing right: ", " may not list pods in the namespace beamcluster-system")
                    .contains("API server: missing right: ", " may not get nodes/proxy");
            assertThat(readers.text("#audit-chain")).contains("cannot be checked");
            assertThat(readersPage.flaws()).isEmpty();
        }
    }
}
