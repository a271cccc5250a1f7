package dev.beamcluster.kubectl.command;

import java.util.function.Supplier;

import picocli.CommandLine.Command;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.cluster.ClusterReader;
import dev.beamcluster.kubectl.cluster.ClusterWriter;
import dev.beamcluster.kubectl.view.Plans;
import dev.beamcluster.kubectl.view.Progress;

@Command(name = "pause", description = "The operator reports, and changes nothing.")
final class PauseCommand extends ChangeCommand {

    PauseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    String plan(BeamCluster cluster) {
        return Plans.pause(cluster);
    }

    @Override
    String line() {
        return "pause";
    }

    @Override
    Supplier<Progress> change(String name, ClusterWriter writer, ClusterReader reader) {
        writer.pause(name, true);
        return () -> Progress.ofPause(reader.get(name));
    }
}
