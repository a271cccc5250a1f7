package dev.beamcluster.kubectl.command;

import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.cluster.ClusterReader;
import dev.beamcluster.kubectl.cluster.ClusterWriter;
import dev.beamcluster.kubectl.view.Plans;
import dev.beamcluster.kubectl.view.Progress;

@Command(name = "scale", description = "Changes the number of nodes.")
final class ScaleCommand extends ChangeCommand {

    @Parameters(index = "1", paramLabel = "REPLICAS", description = "Number of nodes.")
    private int replicas;

    ScaleCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    String plan(BeamCluster cluster) {
        return Plans.scale(cluster, replicas);
    }

    @Override
    String line() {
        return "scale " + replicas;
    }

    @Override
    Supplier<Progress> change(String name, ClusterWriter writer, ClusterReader reader) {
        writer.scale(name, replicas);
        return () -> Progress.ofSpec(reader.get(name));
    }
}
