package dev.beamcluster.operator.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.Drain;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.operator.desired.Naming;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.PodFacts;

/**
 * Drains the nodes of one BeamCluster, each as soon as its pod is terminating, for any cause of deletion: a rollout, a
 * scale-down, an eviction or a user. The pod's preStop hook waits for the drain. A restarted operator calls again, so the
 * function may be called more than once.
 */
final class Drainer {

    private static final Logger LOG = LoggerFactory.getLogger(Drainer.class);

    private final Calls calls;
    private final Listener listener;

    /** Keyed by the UID of the pod. */
    private final Map<String, State> states = new ConcurrentHashMap<>();

    /** Calls a node. */
    @FunctionalInterface
    interface Calls {

        /** Returns the future result; empty while the operator is not connected to the mesh. */
        Optional<CompletionStage<DrainResult>> call(Member member, DrainCall call);
    }

    /** Receives the result of each drain. */
    @FunctionalInterface
    interface Listener {
        void drained(BeamCluster cluster, String pod, DrainResult result);
    }

    /** The state of a drain. */
    private sealed interface State {

        /** The node could not be called yet. */
        record Waiting(Instant since) implements State {}

        record Running() implements State {}

        record Over() implements State {}
    }

    Drainer(Calls calls, Listener listener) {
        this.calls = calls;
        this.listener = listener;
    }

    /**
     * Starts the drains that are due.
     *
     * @param nodes all nodes that have a pod
     */
    synchronized void startDue(BeamCluster cluster, Collection<ExpectedNode> nodes, Instant now) {
        states.keySet()
                .retainAll(nodes.stream()
                        .flatMap(node -> node.pod().stream())
                        .map(PodFacts::uid)
                        .collect(Collectors.toSet()));
        @Nullable Drain drain = cluster.getSpec().drain();
        if (drain != null) {
            nodes.stream()
                    .filter(ExpectedNode::isTerminating)
                    .forEach(node ->
                            start(cluster, drain, node, node.pod().orElseThrow().uid(), now));
        }
    }

    /** Whether the node is being drained, or must be. */
    boolean isDraining(BeamCluster cluster, ExpectedNode node) {
        @Nullable State state = node.pod().map(PodFacts::uid).map(states::get).orElse(null);
        return switch (state) {
            case State.Running() -> true;
            case State.Over() -> false;
            case State.Waiting _ -> cluster.getSpec().drain() != null;
            case null -> cluster.getSpec().drain() != null && node.isTerminating();
        };
    }

    private void start(BeamCluster cluster, Drain drain, ExpectedNode node, String uid, Instant now) {
        State state = states.computeIfAbsent(uid, _ -> new State.Waiting(now));
        if (!(state instanceof State.Waiting(Instant since))) {
            return;
        }
        Optional<CompletionStage<DrainResult>> called = calls.call(node.member(), call(drain));
        if (called.isPresent()) {
            states.put(uid, new State.Running());
            var _ = called.get()
                    .handle((result, failure) -> failure == null
                            ? result
                            : new DrainResult.Failed("the operator could not call: " + failure))
                    .thenAccept(result -> over(cluster, node.podName(), uid, result));
        } else if (since.plusSeconds(drain.timeoutSeconds()).isBefore(now)) {
            over(cluster, node.podName(), uid, new DrainResult.Failed("the operator does not watch the mesh"));
        }
    }

    private void over(BeamCluster cluster, String pod, String uid, DrainResult result) {
        states.replace(uid, new State.Over());
        try {
            listener.drained(cluster, pod, result);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("namespace", cluster.getMetadata().getNamespace())
                    .addKeyValue("name", cluster.getMetadata().getName())
                    .addKeyValue("pod", pod)
                    .setCause(e)
                    .log("the result of a drain could not be reported: {}", result);
        }
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
