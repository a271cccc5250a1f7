package dev.beamcluster.kubectl.command;

import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.beamcluster.kubectl.cluster.ClusterReader;
import dev.beamcluster.kubectl.node.SecondVm;

@Command(
        name = "rpc",
        description = "Evaluates an expression on a node: Elixir for a Mix release, Erlang for all others.")
final class RpcCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "BeamCluster.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "EXPR", description = "Expression.")
    private String expression = "";

    @Option(names = "--pod", paramLabel = "POD", description = "Default: the first that is ready.")
    private @Nullable String pod;

    RpcCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Session session = Session.open(surroundings, connection);
        ClusterReader reader = session.reader();
        var release = reader.get(name).getSpec().release();
        String chosen = PodExec.choose(reader.pods(name), pod);
        List<String> line =
                PodExec.line(connection, session.namespace(), chosen, false, SecondVm.call(release, expression));
        return CommandRecord.ofPod(surroundings, "rpc", session.namespace(), name, chosen)
                .run(() -> surroundings.programs().run(line));
    }
}
