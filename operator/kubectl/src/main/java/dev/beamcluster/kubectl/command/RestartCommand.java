package dev.beamcluster.kubectl.command;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

import picocli.CommandLine.Command;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.cluster.ClusterReader;
import dev.beamcluster.kubectl.cluster.ClusterWriter;
import dev.beamcluster.kubectl.view.Plans;
import dev.beamcluster.kubectl.view.Progress;

@Command(name = "restart", description = "Replaces all nodes, one after the other.")
final class RestartCommand extends ChangeCommand {

    private final InstantSource clock;

    RestartCommand(Surroundings surroundings) {
        super(surroundings);
        this.clock = surroundings.clock();
    }

    @Override
    String plan(BeamCluster cluster) {
        return Plans.restart(cluster);
    }

    @Override
    String line() {
        return "restart";
    }

    @Override
    Supplier<Progress> change(String name, ClusterWriter writer, ClusterReader reader) {
        Instant since = writer.restart(name, clock.instant());
        return () -> Progress.ofRestart(reader.get(name), reader.pods(name), since);
    }
}
