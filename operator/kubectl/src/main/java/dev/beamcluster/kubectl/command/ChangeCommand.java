package dev.beamcluster.kubectl.command;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.cluster.ClusterReader;
import dev.beamcluster.kubectl.cluster.ClusterWriter;
import dev.beamcluster.kubectl.view.Progress;

/** A command that changes a BeamCluster: says what it will do, asks, does it, and with {@code --wait} waits for the outcome. */
abstract class ChangeCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Mixin
    private final Waiting waiting = new Waiting();

    @Parameters(index = "0", paramLabel = "NAME", description = "BeamCluster.")
    private String cluster = "";

    ChangeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Returns what the command will do, for the person who confirms it. */
    abstract String plan(BeamCluster cluster);

    /** Returns the command as it is written down. */
    abstract String line();

    /** Makes the change. Returns the progress, which reads the BeamCluster each time. */
    abstract Supplier<Progress> change(String name, ClusterWriter writer, ClusterReader reader);

    @Override
    public final Integer call() throws InterruptedException {
        Session session = Session.open(surroundings, connection);
        ClusterReader reader = session.reader();
        if (!confirmation.isGivenFor(plan(reader.get(cluster)), surroundings)) {
            return Confirmation.DECLINED;
        }
        var writer = new ClusterWriter(session.client(), session.namespace());
        var progress = CommandRecord.ofCluster(surroundings, line(), session.namespace(), cluster)
                .change(() -> change(cluster, writer, reader));
        return waiting.until(progress, surroundings);
    }
}
