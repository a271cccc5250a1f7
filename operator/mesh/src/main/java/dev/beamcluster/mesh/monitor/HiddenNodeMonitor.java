package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshJournal;
import dev.beamcluster.mesh.MeshMeter;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.VmFigures;
import dev.beamcluster.mesh.erlang.Dialer;
import dev.beamcluster.mesh.erlang.OperatorNode;

/** The operator as a hidden node in every mesh that it watches. */
public final class HiddenNodeMonitor implements MeshMonitor {

    private final WatchContext context;
    private final Map<ClusterId, ClusterWatch> watches = new ConcurrentHashMap<>();

    /** Creates a monitor that does not watch anything yet, counts nothing and keeps no journal; parameters as below. */
    public HiddenNodeMonitor(NodeName ownName, long incarnation, InstantSource clock, Consumer<ClusterId> listener) {
        this(ownName, incarnation, clock, listener, new Uncounted(), new Unrecorded());
    }

    /**
     * Creates a monitor that does not watch anything yet.
     *
     * @param ownName the operator's node name, with a dot in the host; it becomes a permanent atom on every node, so
     *     keep it stable
     * @param incarnation a random number, which distinguishes this process's answers from those to an earlier process
     *     of the same name
     * @param listener see {@link MeshMonitor}; called on the mesh's own thread for a report, and on one thread of the
     *     monitor's when reports are stale
     * @param meter counts what happens in the meshes
     * @param journal records what nodes are made to do
     */
    public HiddenNodeMonitor(
            NodeName ownName,
            long incarnation,
            InstantSource clock,
            Consumer<ClusterId> listener,
            MeshMeter meter,
            MeshJournal journal) {
        this(ownName, incarnation, Dialer.DIRECT, clock, listener, meter, journal);
    }

    /**
     * Creates a monitor that reaches the nodes in its own way, counts nothing and keeps no journal.
     *
     * @param dialer opens its connections
     */
    public HiddenNodeMonitor(
            NodeName ownName, long incarnation, Dialer dialer, InstantSource clock, Consumer<ClusterId> listener) {
        this(ownName, incarnation, dialer, clock, listener, new Uncounted(), new Unrecorded());
    }

    private HiddenNodeMonitor(
            NodeName ownName,
            long incarnation,
            Dialer dialer,
            InstantSource clock,
            Consumer<ClusterId> listener,
            MeshMeter meter,
            MeshJournal journal) {
        if (!ownName.isLong()) {
            throw new IllegalArgumentException("the operator's node name needs a dot in the host: " + ownName);
        }
        this.context = new WatchContext(
                new OperatorNode(ownName, incarnation, dialer),
                clock,
                new PauseDetector(),
                StalenessAlarm.thread(),
                listener,
                meter,
                journal);
        context.pauses().start();
    }

    @Override
    public void watch(ClusterId cluster, MeshTarget target) {
        watches.compute(cluster, (id, watch) -> {
            if (watch != null) {
                watch.retarget(target);
                return watch;
            }
            var fresh = new ClusterWatch(id, target, context);
            fresh.start();
            return fresh;
        });
    }

    @Override
    public void sampleVms(ClusterId cluster, Duration interval) {
        Optional.ofNullable(watches.get(cluster)).ifPresent(watch -> watch.sampleVms(interval));
    }

    @Override
    public SortedMap<String, VmFigures> vms(ClusterId cluster) {
        return Optional.ofNullable(watches.get(cluster)).map(ClusterWatch::vms).orElseGet(Collections::emptySortedMap);
    }

    @Override
    public void forget(ClusterId cluster) {
        ClusterWatch watch = watches.remove(cluster);
        if (watch != null) {
            watch.close();
        }
    }

    @Override
    public Optional<Observation> latest(ClusterId cluster) {
        return Optional.ofNullable(watches.get(cluster)).flatMap(ClusterWatch::latest);
    }

    @Override
    public CompletionStage<DrainResult> drain(ClusterId cluster, Member member, DrainCall call) {
        ClusterWatch watch = watches.get(cluster);
        return watch == null
                ? CompletableFuture.completedStage(
                        new DrainResult.Failed("the operator does not watch this cluster yet"))
                : watch.drain(member, call);
    }

    @Override
    public boolean isHealthy() {
        return watches.values().stream().allMatch(ClusterWatch::isHealthy);
    }

    @Override
    public void close() {
        watches.keySet().forEach(this::forget);
        context.staleness().shutdownNow();
        context.pauses().close();
    }
}
