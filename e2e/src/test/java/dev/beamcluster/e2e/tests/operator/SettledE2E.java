package dev.beamcluster.e2e.tests.operator;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.fabric8.kubernetes.api.model.Namespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import dev.beamcluster.e2e.harness.ApiWrites;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A settled cluster causes no writes to the API server. */
@EndToEnd
@Isolated("counts every write")
class SettledE2E {

    private static final Duration SETTLED = Duration.ofSeconds(75);

    @Test
    void nothingIsWritten(TestNamespace namespace, Cluster cluster) {
        // Given
        var beam = namespace.apply("chat", SampleRelease.MIX.yaml("chat", 3)).becomesWhole(3);
        awaitQuiet(cluster);
        var before = ApiWrites.of(cluster);
        var version = beam.get().getMetadata().getResourceVersion();

        // When, then
        beam.stays(SETTLED, status -> status.isWhole(3));
        assertThat(ApiWrites.of(cluster)).isEqualTo(before);
        assertThat(beam.get().getMetadata().getResourceVersion()).isEqualTo(version);
    }

    /** Waits until the namespaces of earlier tests are deleted, and nothing has been written for ten seconds. */
    private static void awaitQuiet(Cluster cluster) {
        await().atMost(Duration.ofMinutes(10))
                .until(() -> cluster.client().namespaces().list().getItems().stream()
                        .noneMatch(Namespace::isMarkedForDeletion));
        var last = new AtomicReference<>(ApiWrites.of(cluster));
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(2))
                .during(Duration.ofSeconds(10))
                .until(() -> {
                    var now = ApiWrites.of(cluster);
                    return now.equals(last.getAndSet(now));
                });
    }
}
