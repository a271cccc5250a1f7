package dev.beamcluster.kubectl.command;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.beamcluster.kubectl.view.Health;
import dev.beamcluster.picture.MeshModel;
import dev.beamcluster.picture.MeshNotation;

@Command(name = "mesh", description = "The links between the nodes, as the operator last verified them.")
final class MeshCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "NAME", description = "BeamCluster.")
    private String name = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "NOTATION",
            description = "${COMPLETION-CANDIDATES}; default: text.")
    private MeshNotation notation = MeshNotation.text;

    @Option(
            names = {"-w", "--watch"},
            description = "Print it again whenever it changes.")
    private boolean isWatching;

    MeshCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Session session = Session.open(surroundings, connection);
        if (isWatching) {
            new Repeating(surroundings, session)
                    .print(
                            name,
                            () -> notation.draw(
                                    MeshModel.of(session.reader().get(name).getStatus())));
        }
        var cluster = session.reader().get(name);
        surroundings.out().print(notation.draw(MeshModel.of(cluster.getStatus())));
        return Health.of(cluster).exitCode();
    }
}
