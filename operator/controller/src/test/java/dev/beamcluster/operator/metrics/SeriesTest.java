package dev.beamcluster.operator.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.operator.status.ExampleStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** The number of series, compared with docs/monitoring.md. */
class SeriesTest {

    private static final Path DOCUMENT = Path.of("../../docs/monitoring.md");
    private static final Pattern NAME = Pattern.compile("(?m)^\\| `((?:beamcluster|erlang)_[a-z_]+)");

    @Test
    void theDocumentExplainsEachMetricAndNoOther() throws IOException {
        var names = Stream.of(
                        Arrays.stream(ClusterMetric.values()).map(ClusterMetric::text),
                        VmMetric.ALL.stream().map(VmMetric::text),
                        Stream.of("beamcluster_operator_info", "beamcluster_api_requests_total"))
                .flatMap(name -> name);

        assertThat(NAME.matcher(Files.readString(DOCUMENT)).results().map((MatchResult found) -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(names.toList());
    }

    @Test
    void theDocumentSaysHowManySeriesABeamClusterAndItsNodesHave() throws IOException {
        long withoutNodes = series(0, 0);
        long withNodes = series(3, 0);
        long perNode = (withNodes - withoutNodes) / 3;
        long perVm = (series(3, 3) - withNodes) / 3;

        assertThat(Files.readString(DOCUMENT))
                .contains(
                        "%d series for each BeamCluster, %d for each node, and %d more for each node whose VM is asked"
                                .formatted(withoutNodes, perNode, perVm))
                .contains("%d 000 series".formatted(series(3, 3)));
    }

    private static long series(int nodes, int vms) {
        var metrics = new OperatorMetrics();
        var id = new ClusterId("shop", "chat", "uid-of-chat");
        var example = ExampleStatus.whole(3);
        var restarts = new TreeMap<String, Integer>();
        for (int ordinal = 0; ordinal < nodes; ordinal++) {
            restarts.put("chat-" + ordinal, 0);
        }
        metrics.began(id);
        metrics.seen(id, example.seen(), new Outside(restarts, new TreeMap<>(Map.of())));
        metrics.reported(id, null, example.status());
        return Scrape.of(metrics, vms).samples().size();
    }
}
