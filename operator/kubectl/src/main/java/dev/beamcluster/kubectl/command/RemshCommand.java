package dev.beamcluster.kubectl.command;

import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.beamcluster.kubectl.cluster.ClusterReader;
import dev.beamcluster.kubectl.cluster.Unreadable;
import dev.beamcluster.kubectl.node.SecondVm;

@Command(name = "remsh", description = "A console on a node, hidden from the mesh.")
final class RemshCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "BeamCluster.")
    private String name = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "POD", description = "Default: the first that is ready.")
    private @Nullable String pod;

    RemshCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Without a terminal a console would read the end of its input at once, at which Elixir 1.18 stops the node. */
    @Override
    public Integer call() {
        if (!surroundings.isTerminal()) {
            throw new Unreadable("the console needs a terminal: in a script, use `kubectl beam rpc`");
        }
        Session session = Session.open(surroundings, connection);
        ClusterReader reader = session.reader();
        var release = reader.get(name).getSpec().release();
        String chosen = PodExec.choose(reader.pods(name), pod);
        List<String> line = PodExec.line(connection, session.namespace(), chosen, true, SecondVm.console(release));
        return CommandRecord.ofPod(surroundings, "remsh", session.namespace(), name, chosen)
                .run(() -> surroundings.programs().run(line));
    }
}
