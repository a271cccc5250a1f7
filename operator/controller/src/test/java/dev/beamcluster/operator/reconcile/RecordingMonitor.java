package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.VmFigures;

/** A monitor that records drain calls, which the test completes. */
class RecordingMonitor implements MeshMonitor {

    final Map<ClusterId, MeshTarget> watched = new ConcurrentHashMap<>();
    final List<ClusterId> everWatched = new CopyOnWriteArrayList<>();
    final Map<ClusterId, Observation> reports = new ConcurrentHashMap<>();

    final Map<ClusterId, Duration> vmIntervals = new ConcurrentHashMap<>();
    final Map<ClusterId, SortedMap<String, VmFigures>> vms = new ConcurrentHashMap<>();

    /** Keyed by pod. */
    final Map<String, CompletableFuture<DrainResult>> calls = new ConcurrentHashMap<>();

    /** Repeated calls to a pod. */
    final List<String> again = new CopyOnWriteArrayList<>();

    final Map<String, DrainCall> functions = new ConcurrentHashMap<>();

    @Override
    public void watch(ClusterId cluster, MeshTarget target) {
        watched.put(cluster, target);
        everWatched.add(cluster);
    }

    @Override
    public void sampleVms(ClusterId cluster, Duration interval) {
        vmIntervals.put(cluster, interval);
    }

    @Override
    public SortedMap<String, VmFigures> vms(ClusterId cluster) {
        return vms.getOrDefault(cluster, Collections.emptySortedMap());
    }

    @Override
    public void forget(ClusterId cluster) {
        watched.remove(cluster);
    }

    @Override
    public Optional<Observation> latest(ClusterId cluster) {
        return Optional.ofNullable(reports.get(cluster));
    }

    @Override
    public CompletionStage<DrainResult> drain(ClusterId cluster, Member member, DrainCall call) {
        var result = new CompletableFuture<DrainResult>();
        functions.put(member.pod(), call);
        if (calls.putIfAbsent(member.pod(), result) != null) {
            again.add(member.pod());
        }
        return result;
    }

    /** Returns the call to this pod. */
    CompletableFuture<DrainResult> call(String pod) {
        return Objects.requireNonNull(calls.get(pod));
    }

    @Override
    public boolean isHealthy() {
        return true;
    }

    @Override
    public void close() {
        watched.clear();
    }
}
