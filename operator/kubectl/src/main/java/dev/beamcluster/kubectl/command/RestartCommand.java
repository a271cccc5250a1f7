package dev.beamcluster.kubectl.command;

import java.time.Instant;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.cluster.ClusterReader;
import dev.beamcluster.kubectl.cluster.ClusterWriter;
import dev.beamcluster.kubectl.view.Plans;
import dev.beamcluster.kubectl.view.Progress;

@Command(name = "restart", description = "Replaces all nodes, one after the other.")
final class RestartCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Mixin
    private final Waiting waiting = new Waiting();

    @Parameters(index = "0", paramLabel = "NAME", description = "BeamCluster.")
    private String name = "";

    RestartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Session session = Session.open(surroundings, connection);
        ClusterReader reader = session.reader();
        BeamCluster cluster = reader.get(name);
        if (!confirmation.isGivenFor(Plans.restart(cluster), surroundings)) {
            return Confirmation.DECLINED;
        }
        Instant since = new ClusterWriter(session.client(), session.namespace())
                .restart(name, surroundings.clock().instant());
        return waiting.until(() -> Progress.ofRestart(reader.get(name), reader.pods(name), since), surroundings);
    }
}
