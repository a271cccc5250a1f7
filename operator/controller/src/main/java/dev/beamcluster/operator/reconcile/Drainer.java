package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Drain;
import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;

/**
 * Has a node drained as soon as its pod is on its way out, whoever sent it: a rollout, a scale-down, an eviction, a person. The pod's
 * preStop hook waits meanwhile. An operator that was restarted calls again: the function may be called more than once.
 */
final class Drainer {

    private static final Logger LOG = LoggerFactory.getLogger(Drainer.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * Garbage collection sends the pods of a deleted BeamCluster away within seconds, or a little later when it was just restarted.
     * Those that have not been sent away by then were left to run: {@code kubectl delete --cascade=orphan}.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Duration pause;
    private final Duration patience;

    private final Map<Key, State> states = new ConcurrentHashMap<>();

    /** What to do when a BeamCluster is deleted: nobody reconciles it then. */
    private final Map<ClusterId, Last> last = new ConcurrentHashMap<>();

    /** Of those that are gone and whose pods are not; there may be more than one of a name. */
    private final Map<DeletedClusterDrain, ClusterId> farewells = new ConcurrentHashMap<>();

    private record Key(ClusterId cluster, String pod, String uid) {}

    /** A BeamCluster as it was seen last. */
    private record Last(BeamCluster cluster, Drain drain, BiConsumer<String, DrainResult> onResult) {}

    private enum State {
        RUNNING,
        OVER
    }

    Drainer() {
        this(PAUSE, PATIENCE);
    }

    /**
     * With other times, for tests.
     *
     * @param pause between two looks at the pods of a BeamCluster that is gone
     * @param patience how long its pods may take to be sent away
     */
    Drainer(Duration pause, Duration patience) {
        this.pause = pause;
        this.patience = patience;
    }

    /**
     * Starts what is to be drained.
     *
     * @param nodes all nodes that have a pod
     * @param onResult is told of each pod how it went, on another thread
     * @return the pods that are being drained
     */
    SortedSet<String> look(
            BeamCluster cluster,
            Collection<ExpectedNode> nodes,
            MeshMonitor monitor,
            BiConsumer<String, DrainResult> onResult) {
        ClusterId id = Naming.id(cluster);
        Set<Key> present =
                nodes.stream().flatMap(node -> key(id, node).stream()).collect(Collectors.toSet());
        states.keySet().removeIf(key -> key.cluster().equals(id) && !present.contains(key));
        Drain drain = cluster.getSpec().drain();
        if (drain == null) {
            last.remove(id);
        } else {
            var now = new Last(cluster, drain, onResult);
            last.put(id, now);
            nodes.forEach(node -> startWhereDue(node, now, monitor));
        }
        return states.entrySet().stream()
                .filter(entry -> entry.getKey().cluster().equals(id) && entry.getValue() == State.RUNNING)
                .map(entry -> entry.getKey().pod())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Drains the nodes of a BeamCluster that was deleted, each when its pod is sent away, and none that goes on running.
     *
     * @param pods those that are there now; it may throw
     * @return over when there is nothing more to be drained
     */
    CompletionStage<Void> farewell(ClusterId cluster, MeshMonitor monitor, Supplier<List<PodFacts>> pods) {
        Last seen = last.remove(cluster);
        if (seen == null) {
            return CompletableFuture.completedStage(null);
        }
        var over = new CompletableFuture<Void>();
        var farewell = new DeletedClusterDrain(
                seen.cluster(),
                pods,
                node -> startWhereDue(node, seen, monitor),
                node -> stateOf(cluster, node) == State.RUNNING);
        farewells.put(farewell, cluster);
        Thread.ofVirtual().name("farewell-" + cluster).start(() -> {
            try {
                farewell.say(pause, patience);
            } catch (InterruptedException | RuntimeException e) {
                LOG.atError().addKeyValue("cluster", cluster).setCause(e).log("a farewell failed");
            } finally {
                farewells.remove(farewell);
                over.complete(null);
            }
        });
        return over;
    }

    /** Whether nodes of a deleted BeamCluster of this name may still have to be drained. */
    boolean isSayingFarewell(ClusterId cluster) {
        return farewells.containsValue(cluster);
    }

    /** There is no BeamCluster of this name any more. */
    void forget(ClusterId cluster) {
        states.keySet().removeIf(key -> key.cluster().equals(cluster));
    }

    private static Optional<Key> key(ClusterId cluster, ExpectedNode node) {
        return node.pod().map(pod -> new Key(cluster, pod.name(), pod.uid()));
    }

    private @Nullable State stateOf(ClusterId cluster, ExpectedNode node) {
        return key(cluster, node).map(states::get).orElse(null);
    }

    private void startWhereDue(ExpectedNode node, Last seen, MeshMonitor monitor) {
        if (node.isTerminating()) {
            key(Naming.id(seen.cluster()), node)
                    .filter(key -> states.putIfAbsent(key, State.RUNNING) == null)
                    .ifPresent(key -> start(key, node, seen, monitor));
        }
    }

    private void start(Key key, ExpectedNode node, Last seen, MeshMonitor monitor) {
        monitor.drain(key.cluster(), node.member(), call(seen.drain())).thenAccept(result -> {
            states.replace(key, State.OVER);
            seen.onResult().accept(node.podName(), result);
        });
    }

    private static DrainCall call(Drain drain) {
        return new DrainCall(
                erlangName(drain.module()),
                drain.function(),
                Duration.ofSeconds(drain.timeoutSeconds()),
                Naming.DRAINED_FILE);
    }

    /** {@code Chat.Drain} of Elixir is the atom {@code 'Elixir.Chat.Drain'} (Elixir, Module). */
    private static String erlangName(String module) {
        boolean isElixir = Character.isUpperCase(module.charAt(0)) && !module.startsWith("Elixir.");
        return isElixir ? "Elixir." + module : module;
    }
}
