package dev.beamcluster.kubectl.node;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.FaultText;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.erlang.NodeConnection;
import dev.beamcluster.mesh.erlang.NodeConsole;
import dev.beamcluster.mesh.erlang.OperatorNode;

/** Asks all nodes for a {@link NodeSample} at the same time, over connections that stay open. */
public final class NodeSampler implements AutoCloseable {

    private final List<OperatorNode> selves;
    private final MeshTarget target;
    private final Map<String, NodeConsole> consoles = new ConcurrentHashMap<>();

    /** A sample, or why there is none, in one line. */
    public sealed interface Result {
        record Sampled(NodeSample sample) implements Result {}

        record Failed(String why) implements Result {}
    }

    /**
     * Creates a sampler without connections.
     *
     * @param selves names to connect with; the next is used if a node says that one is in use
     * @param target the nodes, and how to communicate with them
     */
    public NodeSampler(PluginNodes selves, MeshTarget target) {
        this.selves = selves.inOrder();
        this.target = target;
    }

    /** Returns the results by pod, in the order of the members. */
    public Map<String, Result> sample() {
        var results = new ConcurrentHashMap<String, Result>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Member member : target.members()) {
                var _ = threads.submit(() -> results.put(member.pod(), sample(member)));
            }
        }
        var ordered = new LinkedHashMap<String, Result>();
        target.members().stream()
                .map(Member::pod)
                .forEach(pod -> ordered.put(pod, results.getOrDefault(pod, new Result.Failed("it was not asked"))));
        return ordered;
    }

    private Result sample(Member member) throws InterruptedException {
        NodeConsole console = consoles.get(member.pod());
        if (console == null) {
            switch (opened(member)) {
                case NodeConsole.Attempt.Failed(var fault) -> {
                    return new Result.Failed(FaultText.of(fault));
                }
                case NodeConsole.Attempt.Open(NodeConsole opened) -> console = opened;
            }
            consoles.put(member.pod(), console);
        }
        try {
            Duration patience = target.timeout().multipliedBy(2);
            return new Result.Sampled(SampleQuestion.read(console.evaluate(SampleQuestion.ERLANG, patience)));
        } catch (IOException e) {
            console.close();
            consoles.remove(member.pod());
            return new Result.Failed(String.valueOf(e.getMessage()));
        }
    }

    private NodeConsole.Attempt opened(Member member) {
        NodeConsole.Attempt attempt = NodeConsole.open(selves.getFirst(), target, member);
        for (int next = 1; next < selves.size() && isRefused(attempt); next++) {
            attempt = NodeConsole.open(selves.get(next), target, member);
        }
        return attempt;
    }

    private static boolean isRefused(NodeConsole.Attempt attempt) {
        return attempt instanceof NodeConsole.Attempt.Failed(Fault fault) && NodeConnection.isNameInUse(fault);
    }

    @Override
    public void close() {
        consoles.values().forEach(NodeConsole::close);
    }
}
