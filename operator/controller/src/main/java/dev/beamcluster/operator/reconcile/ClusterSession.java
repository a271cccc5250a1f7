package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodEnding;
import dev.beamcluster.operator.observed.Snapshot;
import dev.beamcluster.operator.reconcile.apply.AppliedObjects;
import dev.beamcluster.operator.reconcile.apply.CachedObjects;
import dev.beamcluster.operator.reconcile.credentials.KnownCredentials;
import dev.beamcluster.operator.reconcile.jobs.JobMemory;
import dev.beamcluster.operator.reconcile.pods.Investigation;
import dev.beamcluster.operator.reconcile.pods.Termination;

/**
 * Everything that the operator remembers about one BeamCluster, and its watch on the mesh. It ends with the BeamCluster or the
 * operator. State that must survive either is in Kubernetes.
 */
final class ClusterSession {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterSession.class);

    private final ClusterId id;
    private final MeshMonitor monitor;
    private final AppliedObjects applied = new AppliedObjects();
    private final KnownCredentials credentials = new KnownCredentials();
    private final Investigation investigation = new Investigation();
    private final JobMemory jobs = new JobMemory();
    private final PendingStatus pending = new PendingStatus();
    private final Drainer drainer;

    /** Pods that came to an end since the last reconcile that their author did not want. */
    private final Queue<PodEnding> endings = new ConcurrentLinkedQueue<>();

    /** Deleted pods whose nodes have not rejoined, for the events of a rollout. */
    private volatile Set<String> awaited = Set.of();

    /** Warnings that have an event. */
    private volatile Set<String> announced = Set.of();

    private volatile @Nullable LastSeen lastSeen;

    private final AtomicInteger failures = new AtomicInteger();

    private boolean watches;
    private boolean closed;

    /** Completes when the nodes of a deleted BeamCluster are drained; null while it is reconciled. */
    private @Nullable CompletionStage<Void> followed;

    /**
     * Creates the session of a BeamCluster that is seen for the first time.
     *
     * @param onDrained receives the result of each drain, on another thread
     */
    ClusterSession(ClusterId id, MeshMonitor monitor, Drainer.Listener onDrained) {
        this.id = id;
        this.monitor = monitor;
        this.drainer = new Drainer(this::call, onDrained);
    }

    ClusterId id() {
        return id;
    }

    AppliedObjects applied() {
        return applied;
    }

    KnownCredentials credentials() {
        return credentials;
    }

    Investigation investigation() {
        return investigation;
    }

    JobMemory jobs() {
        return jobs;
    }

    PendingStatus pending() {
        return pending;
    }

    Drainer drainer() {
        return drainer;
    }

    /** Notes how a node's pod ended, if this change reports its end. */
    void podChanged(Pod before, Pod after) {
        LastSeen last = lastSeen;
        if (last != null
                && last.pods().contains(after.getMetadata().getUid())
                && Termination.ending(before).isEmpty()) {
            Termination.ending(after).ifPresent(endings::add);
        }
    }

    /** Returns how pods have ended, each once. */
    List<PodEnding> takeEndings() {
        return Stream.generate(endings::poll).takeWhile(Objects::nonNull).toList();
    }

    /** Returns the pods among these whose node is being drained. */
    SortedSet<String> draining(BeamCluster cluster, Collection<ExpectedNode> nodes, Collection<ExpectedNode> leaving) {
        return Stream.concat(nodes.stream(), leaving.stream())
                .filter(node -> drainer.isDraining(cluster, node))
                .map(ExpectedNode::podName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> awaited() {
        return awaited;
    }

    void awaited(Set<String> pods) {
        awaited = pods;
    }

    Set<String> announced() {
        return announced;
    }

    void announced(Set<String> warnings) {
        announced = warnings;
    }

    /** Notes that a reconcile succeeded. */
    void succeeded() {
        failures.set(0);
    }

    /** Notes that a reconcile failed. Returns how many did since one succeeded; the SDK forgets them if one is put off. */
    int failed() {
        return failures.incrementAndGet();
    }

    /** Returns the observation of the last round. */
    Optional<MeshMonitor.Observation> report() {
        return monitor.latest(id);
    }

    /**
     * Probes the nodes of this target from now on. A mesh without nodes needs no rounds. A closed session ignores the call, since
     * nothing would end the watch.
     */
    synchronized void watch(MeshTarget target) {
        boolean hasNodes = !target.members().isEmpty() || !target.leaving().isEmpty();
        if (!closed && hasNodes) {
            monitor.watch(id, target);
            watches = true;
        } else if (!closed && watches) {
            watches = false;
            monitor.forget(id);
        }
    }

    /** Asks the nodes for the figures of their VMs at this interval; zero to ask for none. */
    synchronized void sampleVms(Duration interval) {
        if (!closed && watches) {
            monitor.sampleVms(id, interval);
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Drains the nodes whose pods are terminating. */
    void drain(BeamCluster cluster, Snapshot seen, CachedObjects cached) {
        lastSeen = LastSeen.of(
                cluster,
                seen,
                cached.statefulSet(cluster).map(there -> there.getMetadata().getUid()));
        drainer.startDue(cluster, seen.allNodes(), seen.now());
    }

    /**
     * Follows the nodes of a BeamCluster that is being deleted and therefore no longer reconciled.
     *
     * @param follow follows them until there is nothing left to drain
     */
    synchronized void follow(Function<LastSeen, CompletionStage<Void>> follow) {
        LastSeen last = lastSeen;
        if (followed == null) {
            boolean drains = last != null && last.cluster().getSpec().drain() != null;
            followed = drains ? follow.apply(last) : CompletableFuture.completedStage(null);
        }
    }

    /** Closes the session of a deleted BeamCluster. The watch ends when its nodes are drained. */
    synchronized void close(Function<LastSeen, CompletionStage<Void>> follow) {
        if (!closed) {
            closed = true;
            follow(follow);
            var _ = Objects.requireNonNull(followed).whenComplete(this::endWatch);
        }
    }

    private synchronized void endWatch(@Nullable Void nothing, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.atError()
                    .addKeyValue("namespace", id.namespace())
                    .addKeyValue("name", id.name())
                    .setCause(failure)
                    .log("draining the nodes of a deleted BeamCluster failed");
        }
        // A reconcile that comes too late gets a session that watches nothing, while the first one still drains the
        // nodes.
        if (watches) {
            watches = false;
            monitor.forget(id);
        }
    }

    /** Calls the node; empty while the mesh is not watched, for example because the cookie or a certificate is missing. */
    private synchronized Optional<CompletionStage<DrainResult>> call(Member member, DrainCall call) {
        return watches ? Optional.of(monitor.drain(id, member, call)) : Optional.empty();
    }
}
