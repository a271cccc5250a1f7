package dev.beamcluster.kubectl.command;

import java.util.function.Supplier;

import picocli.CommandLine.Command;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.cluster.ClusterReader;
import dev.beamcluster.kubectl.cluster.ClusterWriter;
import dev.beamcluster.kubectl.view.Plans;
import dev.beamcluster.kubectl.view.Progress;

@Command(name = "resume", description = "The operator applies the spec again.")
final class ResumeCommand extends ChangeCommand {

    ResumeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    String plan(BeamCluster cluster) {
        return Plans.resume(cluster);
    }

    @Override
    String line() {
        return "resume";
    }

    @Override
    Supplier<Progress> change(String name, ClusterWriter writer, ClusterReader reader) {
        writer.pause(name, false);
        return () -> Progress.ofSpec(reader.get(name));
    }
}
