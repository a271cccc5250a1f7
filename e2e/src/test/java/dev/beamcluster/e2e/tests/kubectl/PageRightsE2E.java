package dev.beamcluster.e2e.tests.kubectl;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.harness.browser.BeamPage;
import dev.beamcluster.e2e.harness.browser.Browser;
import dev.beamcluster.e2e.harness.browser.BrowserExtension;
import dev.beamcluster.e2e.harness.browser.KubectlBeamUi;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;

/** The page with the rights of others: it shows what they may see, and says what it could not get. */
@EndToEnd
@Tag("ui")
@ExtendWith(BrowserExtension.class)
class PageRightsE2E {

    /** Longer than a node takes to answer through a port-forward. */
    private static final Duration ANSWERED = Duration.ofSeconds(30);

    @Test
    void aReaderSeesTheMeshAndEveryMissingRightIsNamed(
            TestNamespace namespace, Browser readers, Browser strangers, @TempDir Path folder) {
        // Given a person with the ClusterRole for reading, and one without rights
        namespace.apply("chat", SampleRelease.ERL.yaml("chat", 2)).becomesWhole(2);
        var _ = namespace
                .kubectl()
                .apply(Repository.here().text("deploy/kubectl-beam.yaml"))
                .orFail();
        KubectlBeam.bind(namespace, "stranger");
        KubectlBeam.bind(namespace, "reader", "read");

        // Then
        try (var ui = of(namespace, "reader", folder)) {
            aReaderSees(BeamPage.enter(readers, ui, namespace.name()));
        }
        try (var ui = of(namespace, "stranger", folder)) {
            var page = BeamPage.enter(strangers, ui, namespace.name()).list();
            strangers.awaits("#notes p");
            assertThat(strangers.text("#notes")).contains("beamclusters");
            assertThat(page.flaws()).isEmpty();
        }
    }

    private static void aReaderSees(BeamPage page) {
        var browser = page.browser();
        page.list().awaitsRow("chat", "whole").cluster("chat", "");
        page.awaitsLink("chat-0", "chat-1", "verified", Browser.SOON);
        assertThat(browser.count("#notes p")).isZero();

        // Zones are labels of Kubernetes nodes.
        page.cluster("chat", "?arrange=zone");
        browser.awaits("#notes p");
        assertThat(browser.text("#notes")).contains("nodes");

        // A cookie is in a Secret.
        page.cluster("chat", "").browser().click("#verify").awaits("#verified[data-state=refused]", ANSWERED);
        assertThat(browser.text("#verified")).contains("secrets");
        page.cluster("chat", "?node=chat-0").browser().click("#sample");
        browser.awaits("#sample-result[data-state=refused]", ANSWERED);
        assertThat(browser.text("#sample-result")).contains("secrets");
        assertThat(page.flaws()).isEmpty();
    }

    private static KubectlBeamUi of(TestNamespace namespace, String account, Path folder) {
        var kubeconfig = KubectlBeam.kubeconfigOf(namespace, account, folder);
        return KubectlBeamUi.start(KubectlBeam.of(kubeconfig, namespace.name()));
    }
}
