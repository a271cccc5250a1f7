package dev.beamcluster.e2e.tests.kubectl;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.harness.browser.BeamPage;
import dev.beamcluster.e2e.harness.browser.Browser;
import dev.beamcluster.e2e.harness.browser.BrowserExtension;
import dev.beamcluster.e2e.harness.browser.KubectlBeamUi;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** Whom the page lets in, and its end, in a namespace without BeamClusters. */
@EndToEnd
@Tag("ui")
@ExtendWith(BrowserExtension.class)
class PageEntranceE2E {

    @Test
    void theAddressLetsInTheFirstBrowserOnly(TestNamespace namespace, Browser first, Browser second) {
        try (var ui = start(namespace)) {
            // Given
            BeamPage.enter(first, ui, namespace.name()).list();
            assertThat(first.text("#clusters")).contains("There are no BeamClusters here");

            // When
            second.visit(ui.entrance());

            // Then
            assertThat(second.text("body")).contains("The token was used already, by another browser");
            assertThat(second.visit(ui.place("/")).text("body")).contains("with its token");
            assertThat(second.complaints()).isNotEmpty().allMatch(line -> line.contains("403"));
            first.reload().awaits("body[data-ready]").visit(ui.entrance()).awaits("body[data-ready]");
        }
    }

    @Test
    void underAnotherNameThePageIsRefusedAndTheTokenStaysUnused(TestNamespace namespace, Browser browser) {
        try (var ui = start(namespace)) {
            // When
            browser.visit(ui.entrance().replace("127.0.0.1", Browser.REBOUND));

            // Then
            assertThat(browser.text("body")).contains("This is not the address that kubectl beam ui printed");
            assertThat(browser.complaints()).anyMatch(line -> line.contains("403"));
            BeamPage.enter(browser, ui, namespace.name()).list();
        }
    }

    @Test
    void thePageSaysThatTheCommandHasEnded(TestNamespace namespace, Browser browser) {
        // Given
        try (var ui = start(namespace)) {
            BeamPage.enter(browser, ui, namespace.name());
            browser.awaits("#connection[data-state=live]");
        }

        // Then
        browser.awaits("#connection[data-state=lost]");
        assertThat(browser.text("#connection")).contains("is kubectl beam ui still running?");
        assertThat(browser.complaints()).isEmpty();
    }

    private static KubectlBeamUi start(TestNamespace namespace) {
        return KubectlBeamUi.start(KubectlBeam.of(namespace.cluster().kubeconfig(), namespace.name()));
    }
}
