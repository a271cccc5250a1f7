package dev.beamcluster.kubectl.node;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.beamcluster.kubectl.view.Table;

/** What the nodes do, a row for each. */
public final class TopTable {

    private TopTable() {}

    /** Returns the table, and below it why nodes are missing in it. */
    public static String of(Map<String, NodeSampler.Result> results) {
        var table = new Table("NODE", "MEMORY", "RUN QUEUE", "PROCESSES", "LONGEST MESSAGE QUEUES");
        var failures = new StringBuilder();
        results.forEach((pod, result) -> {
            switch (result) {
                case NodeSampler.Result.Sampled(NodeSample sample) ->
                    table.row(
                            pod,
                            mebibytes(sample.memoryBytes()),
                            "%d on %d".formatted(sample.runQueue(), sample.schedulers()),
                            "%d of %d".formatted(sample.processes(), sample.processLimit()),
                            queues(sample.queues()));
                case NodeSampler.Result.Failed(String why) -> {
                    table.row(pod, "-", "-", "-", "-");
                    failures.append(pod).append(": ").append(why).append('\n');
                }
            }
        });
        return table.text() + failures;
    }

    private static String mebibytes(long bytes) {
        return bytes / (1024 * 1024) + " MiB";
    }

    private static String queues(List<NodeSample.Queue> queues) {
        return queues.isEmpty()
                ? "none"
                : queues.stream()
                        .map(queue -> queue.length() + " " + queue.process())
                        .collect(Collectors.joining(", "));
    }
}
