package dev.beamcluster.e2e;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A cluster where nothing happens costs the API server nothing. */
@EndToEnd
class SettledE2E {

    private static final Duration SETTLED = Duration.ofMinutes(3);

    /** What the operator may write. Leases are renewed by every leader, and are counted by nobody. */
    private static final Pattern WRITES = Pattern.compile("^apiserver_request_total\\{.*"
            + "resource=\"(beamclusters|statefulsets|services|secrets|configmaps|pods|events|poddisruptionbudgets)\".*"
            + "verb=\"(POST|PUT|PATCH|APPLY|DELETE|DELETECOLLECTION)\".*} \\d+.*$");

    @Test
    void nothingIsWrittenForThreeMinutes(TestNamespace namespace, Cluster cluster) {
        // Given
        var beam = namespace.apply("chat", Workload.MIX.yaml("chat", 3)).becomesWhole(3);
        awaitQuiet(cluster);
        beam.stays(Duration.ofSeconds(10), status -> status.isWhole(3));
        var before = writes(cluster);
        var version = beam.get().getMetadata().getResourceVersion();

        // When, then
        beam.stays(SETTLED, status -> status.isWhole(3));
        assertThat(writes(cluster)).isEqualTo(before);
        assertThat(beam.get().getMetadata().getResourceVersion()).isEqualTo(version);
    }

    /** Earlier tests' namespaces are deleted in the background: waits until those writes have ended. */
    private static void awaitQuiet(Cluster cluster) {
        var last = new AtomicReference<>(Map.<String, String>of());
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(15))
                .until(() -> {
                    var now = writes(cluster);
                    return now.equals(last.getAndSet(now));
                });
    }

    /** The API server's own count of requests that write, those that changed nothing too. */
    private static Map<String, String> writes(Cluster cluster) {
        return cluster.kubectl()
                .run("get", "--raw", "/metrics")
                .orFail()
                .lines()
                .filter(line -> WRITES.matcher(line).matches())
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> line.substring(line.lastIndexOf(' ') + 1),
                        (first, _) -> first,
                        TreeMap::new));
    }
}
