package dev.beamcluster.kubectl.command;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.cluster.ClusterReader;
import dev.beamcluster.kubectl.cluster.ClusterWriter;
import dev.beamcluster.kubectl.view.Plans;
import dev.beamcluster.kubectl.view.Progress;

@Command(name = "scale", description = "Changes the number of nodes.")
final class ScaleCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Mixin
    private final Waiting waiting = new Waiting();

    @Parameters(index = "0", paramLabel = "NAME", description = "BeamCluster.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "REPLICAS", description = "Number of nodes.")
    private int replicas;

    ScaleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Session session = Session.open(surroundings, connection);
        ClusterReader reader = session.reader();
        BeamCluster cluster = reader.get(name);
        if (!confirmation.isGivenFor(Plans.scale(cluster, replicas), surroundings)) {
            return Confirmation.DECLINED;
        }
        new ClusterWriter(session.client(), session.namespace()).scale(name, replicas);
        return waiting.until(() -> Progress.ofSpec(reader.get(name)), surroundings);
    }
}
