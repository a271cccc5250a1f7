package dev.beamcluster.operator.metrics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.VmFigures;

/** What Prometheus gets. */
record Scrape(List<String> lines) {

    /** Reads the metrics of a process that asks no VMs. */
    static Scrape of(OperatorMetrics metrics) {
        return of(metrics, 0);
    }

    /** Reads the metrics; each BeamCluster has figures of this many VMs. */
    static Scrape of(OperatorMetrics metrics, int vms) {
        var out = new ByteArrayOutputStream();
        try {
            metrics.write(out, cluster -> vms(cluster, vms));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Scrape(out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private static SortedMap<String, VmFigures> vms(ClusterId cluster, int vms) {
        var figures = new TreeMap<String, VmFigures>();
        Collections.nCopies(vms, ExampleFigures.OF_A_VM)
                .forEach(vm -> figures.put(cluster.name() + "-" + figures.size(), vm));
        return figures;
    }

    /** The samples of BeamClusters. */
    List<String> samples() {
        return lines.stream().filter(line -> line.contains("namespace=\"")).toList();
    }

    /** The samples of a metric. */
    List<String> samples(ClusterMetric metric) {
        return lines.stream()
                .filter(line -> line.startsWith(metric.text() + "{"))
                .toList();
    }
}
