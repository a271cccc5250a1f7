package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Drain;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.mesh.ClusterId;
import dev.beamcluster.operator.mesh.DrainCall;
import dev.beamcluster.operator.mesh.DrainResult;
import dev.beamcluster.operator.mesh.Member;
import dev.beamcluster.operator.mesh.MeshMonitor;
import dev.beamcluster.operator.observed.NodeFact;
import dev.beamcluster.operator.observed.PodFacts;

/**
 * Has a node drained as soon as its pod is on its way out, whoever sent it: a rollout, a scale-down, an eviction, a person. The pod's
 * preStop hook waits meanwhile. An operator that was restarted calls again: the function may be called more than once.
 */
final class Drains {

    private final Map<Key, State> states = new ConcurrentHashMap<>();

    /** What to do when a BeamCluster is deleted: nobody reconciles it then. */
    private final Map<ClusterId, Farewell> farewells = new ConcurrentHashMap<>();

    private record Key(ClusterId cluster, String pod, String uid) {}

    private record Farewell(Drain drain, List<Member> members) {}

    private enum State {
        RUNNING,
        OVER
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
            Collection<NodeFact> nodes,
            MeshMonitor monitor,
            BiConsumer<String, DrainResult> onResult) {
        ClusterId id = Naming.id(cluster);
        Set<Key> present = nodes.stream()
                .flatMap(node -> node.pod().stream())
                .map(pod -> new Key(id, pod.name(), pod.uid()))
                .collect(Collectors.toSet());
        states.keySet().removeIf(key -> key.cluster().equals(id) && !present.contains(key));
        Drain drain = cluster.getSpec().drain();
        if (drain == null) {
            farewells.remove(id);
        } else {
            farewells.put(
                    id, new Farewell(drain, nodes.stream().map(Drains::member).toList()));
            nodes.stream().filter(Drains::isOnItsWayOut).forEach(node -> {
                PodFacts pod = node.pod().orElseThrow();
                start(new Key(id, pod.name(), pod.uid()), node, drain, monitor, onResult);
            });
        }
        return states.entrySet().stream()
                .filter(entry -> entry.getKey().cluster().equals(id) && entry.getValue() == State.RUNNING)
                .map(entry -> entry.getKey().pod())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Drains all nodes of a BeamCluster that was deleted; over when the last one is. */
    CompletionStage<Void> farewell(ClusterId cluster, MeshMonitor monitor) {
        states.keySet().removeIf(key -> key.cluster().equals(cluster));
        Farewell farewell = farewells.remove(cluster);
        return farewell == null
                ? CompletableFuture.completedStage(null)
                : CompletableFuture.allOf(farewell.members().stream()
                        .map(member -> monitor.drain(cluster, member, call(farewell.drain())))
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture[]::new));
    }

    private static Member member(NodeFact node) {
        return new Member(node.node(), node.podName(), node.pod().flatMap(PodFacts::address));
    }

    private static boolean isOnItsWayOut(NodeFact node) {
        return node.pod().filter(pod -> pod.deleting() && pod.running()).isPresent();
    }

    private void start(
            Key key, NodeFact node, Drain drain, MeshMonitor monitor, BiConsumer<String, DrainResult> onResult) {
        if (states.putIfAbsent(key, State.RUNNING) != null) {
            return;
        }
        monitor.drain(key.cluster(), member(node), call(drain)).thenAccept(result -> {
            states.replace(key, State.OVER);
            onResult.accept(node.podName(), result);
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
