package dev.beamcluster.kubectl.node;

import java.util.List;

/**
 * What a node does at one moment.
 *
 * @param memoryBytes {@code erlang:memory(total)}
 * @param runQueue how many processes and ports wait for a scheduler
 * @param queues the longest message queues, longest first
 */
public record NodeSample(
        long memoryBytes, long runQueue, long schedulers, long processes, long processLimit, List<Queue> queues) {

    /**
     * A process with messages that it has not received yet.
     *
     * @param process its registered name, or its identifier and the function that it started with
     */
    public record Queue(String process, long length) {}

    public NodeSample {
        queues = List.copyOf(queues);
    }
}
