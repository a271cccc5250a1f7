package dev.beamcluster.kubectl.command;

import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.beamcluster.api.v1alpha1.WellKnown;
import dev.beamcluster.kubectl.cluster.LogRequest;
import dev.beamcluster.kubectl.cluster.PodLogs;
import dev.beamcluster.kubectl.view.LogLine;
import dev.beamcluster.kubectl.view.LogLines;

@Command(name = "logs", description = "The logs of all nodes in one stream, in the order of their times.")
final class LogsCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "NAME", description = "BeamCluster.")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with new lines, also of pods that are replaced.")
    private boolean isFollowing;

    @Option(names = "--since", paramLabel = "TIME", description = "Only lines of the last TIME, such as 30s, 5m or 2h.")
    private @Nullable String since;

    @Option(names = "--tail", paramLabel = "LINES", description = "Only so many lines of each node.")
    private @Nullable Integer tail;

    @Option(
            names = {"-p", "--previous"},
            description = "The logs of the previous containers.")
    private boolean isPrevious;

    @Option(names = "--timestamps", description = "Print the time of each line.")
    private boolean isTimed;

    @Option(
            names = {"-c", "--container"},
            paramLabel = "CONTAINER",
            description = "Default: ${DEFAULT-VALUE}.")
    private String container = WellKnown.NODE_CONTAINER;

    LogsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Session session = Session.open(surroundings, connection);
        var cluster = session.reader().get(name);
        var lines = new LogLines(surroundings.palette(), isTimed);
        var request = new LogRequest(container, LogLines.seconds(since), tail, isPrevious);
        var logs = new PodLogs(
                session.client(), session.namespace(), cluster.getMetadata().getName(), request);
        if (isFollowing) {
            logs.follow(line -> print(lines, List.of(line)));
        }
        PodLogs.Read read = logs.read();
        print(lines, read.lines());
        read.failures().forEach(surroundings.err()::println);
        return read.failures().isEmpty() ? 0 : 2;
    }

    private synchronized void print(LogLines format, List<LogLine> lines) {
        lines.forEach(line -> surroundings.out().println(format.text(line)));
        surroundings.out().flush();
    }
}
