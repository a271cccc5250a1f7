package dev.beamcluster.kubectl.command;

import java.util.List;
import java.util.concurrent.Callable;

import io.fabric8.kubernetes.api.model.Event;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.cluster.ClusterReader;
import dev.beamcluster.kubectl.view.Asked;
import dev.beamcluster.kubectl.view.Health;
import dev.beamcluster.kubectl.view.HistoryText;

@Command(name = "history", description = "What happened, from status.history and events, with the times between.")
final class HistoryCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "NAME", description = "BeamCluster.")
    private String name = "";

    HistoryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ClusterReader reader = Session.open(surroundings, connection).reader();
        BeamCluster cluster = reader.get(name);
        Asked<List<Event>> events = ClusterReader.asked(() -> reader.events(name));
        surroundings.out().print(HistoryText.of(cluster, events.value().orElse(List.of())));
        events.why().ifPresent(why -> surroundings.err().println("without events: " + why));
        return Health.of(cluster).exitCode();
    }
}
