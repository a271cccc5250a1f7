package dev.beamcluster.operator.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.MeshMeter;
import dev.beamcluster.mesh.VmFigures;
import dev.beamcluster.operator.observed.Snapshot;

/**
 * All metrics of this process. Those of a BeamCluster exist from {@link #began} to {@link #ended}; whatever is said about another
 * one is ignored, so that nothing is left of a BeamCluster that was deleted while it was reconciled.
 */
public final class OperatorMetrics implements MeshMeter {

    private static final Labels VERSION = Labels.of(
            "version",
            Optional.ofNullable(OperatorMetrics.class.getPackage().getImplementationVersion())
                    .orElse("unknown"));

    /** The SDK asks for percentiles of its timers. Prometheus cannot add them up, and they need HdrHistogram, which is left out. */
    private static final MeterFilter WITHOUT_PERCENTILES = new MeterFilter() {
        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            return DistributionStatisticConfig.builder().percentiles().build().merge(config);
        }
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<ClusterId, ClusterMeters> clusters = new ConcurrentHashMap<>();

    /** Creates metrics without a BeamCluster. */
    public OperatorMetrics() {
        registry.config().meterFilter(WITHOUT_PERCENTILES);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** The registry for meters of the process itself: nothing with a name of a BeamCluster, a pod or another object. */
    public MeterRegistry registry() {
        return registry;
    }

    /** A BeamCluster is watched from now on. */
    public void began(ClusterId cluster) {
        clusters.put(cluster, new ClusterMeters(cluster));
    }

    /** A BeamCluster was deleted. */
    public void ended(ClusterId cluster) {
        clusters.remove(cluster);
    }

    /** Notes what a reconcile has read; see {@link ClusterState}. */
    public void seen(ClusterId cluster, Snapshot seen, Outside outside) {
        of(cluster, meters -> meters.seen(ClusterState.of(seen, outside)));
    }

    /**
     * Notes the status that a reconcile has computed.
     *
     * @param before the status from which it was computed; null for a new BeamCluster
     */
    public void reported(ClusterId cluster, @Nullable BeamClusterStatus before, BeamClusterStatus status) {
        of(cluster, meters -> meters.reported(before, status));
    }

    /** Counts a drain. */
    public void drained(ClusterId cluster, DrainResult result) {
        of(cluster, meters -> meters.counts().drained(result));
    }

    @Override
    public void roundEnded(ClusterId cluster, Duration duration) {
        of(cluster, meters -> meters.counts().rounds.record(duration));
    }

    @Override
    public void linksLost(ClusterId cluster, int links, Duration unreported) {
        of(cluster, meters -> {
            meters.counts().lost.add(Labels.NONE, links);
            meters.counts().reports.record(unreported);
        });
    }

    @Override
    public void linksRestored(ClusterId cluster, int links) {
        of(cluster, meters -> meters.counts().restored.add(Labels.NONE, links));
    }

    @Override
    public void attempted(ClusterId cluster, Attempt attempt, boolean succeeded) {
        of(cluster, meters -> meters.counts().attempted(attempt, succeeded));
    }

    private void of(ClusterId cluster, Consumer<ClusterMeters> change) {
        Optional.ofNullable(clusters.get(cluster)).ifPresent(change);
    }

    /**
     * Writes everything in the text format of Prometheus.
     *
     * @param vms the figures of the VMs of a BeamCluster, by pod
     */
    public void write(OutputStream out, Function<ClusterId, SortedMap<String, VmFigures>> vms) throws IOException {
        registry.scrape(out, MetricText.CONTENT_TYPE);
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        var text = new MetricText(writer);
        text.family("beamcluster_operator_info", MetricText.Type.GAUGE, "The version of the operator.");
        text.sample("beamcluster_operator_info", VERSION, 1);
        new ClusterText(text, clusters.values()).write();
        VmMetric.write(text, vms(vms));
        writer.flush();
    }

    private List<VmMetric.Vm> vms(Function<ClusterId, SortedMap<String, VmFigures>> vms) {
        var all = new ArrayList<VmMetric.Vm>();
        clusters.forEach((cluster, meters) -> vms.apply(cluster)
                .forEach((pod, figures) ->
                        all.add(new VmMetric.Vm(meters.labels().and("pod", pod), figures))));
        return all;
    }
}
