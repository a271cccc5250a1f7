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

    static final VmFigures FIGURES = new VmFigures(
            new VmFigures.Memory(1000, 900, 5000, 300, 250, 700, 2000, 800),
            new VmFigures.Use(
                    new VmFigures.Amount(80, 262_144),
                    new VmFigures.Amount(9, 65_536),
                    new VmFigures.Amount(15_000, 1_048_576),
                    new VmFigures.Amount(31, 8192)),
            new VmFigures.Work(2, 4, 123_456, 777, 55, 10_000, 8, 4321, 60_000),
            new VmFigures.Traffic(11_111, 22_222));

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
        Collections.nCopies(vms, FIGURES).forEach(vm -> figures.put(cluster.name() + "-" + figures.size(), vm));
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
