package dev.beamcluster.kubectl.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.view.ClusterFacts;
import dev.beamcluster.kubectl.view.ClusterTable;
import dev.beamcluster.kubectl.view.Health;
import dev.beamcluster.kubectl.view.StatusDocument;
import dev.beamcluster.kubectl.view.StatusText;

@Command(name = "status", description = "Health, nodes, links, rollout, disks, certificates and events.")
final class StatusCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "BeamCluster; without it, all.")
    private @Nullable String name;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "All BeamClusters of all namespaces.")
    private boolean isEverywhere;

    @Option(
            names = {"-v", "--verbose"},
            description = "Every condition, and the names of the nodes.")
    private boolean isVerbose;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; default: text.")
    private Output output = Output.text;

    @Option(
            names = {"-w", "--watch"},
            description = "Print it again whenever it changes.")
    private boolean isWatching;

    /** The formats of the option {@code -o}. */
    enum Output {
        text,
        json,
        yaml
    }

    /** What is printed, and the exit code. */
    private record Answer(String text, Health health) {}

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Session session = Session.open(surroundings, connection);
        if (isWatching) {
            new Repeating(surroundings, session)
                    .print(name, () -> answer(session).text());
        }
        Answer answer = answer(session);
        surroundings.out().print(answer.text());
        return answer.health().exitCode();
    }

    private Answer answer(Session session) {
        return name == null || isEverywhere ? ofAll(session) : ofOne(session, name);
    }

    private Answer ofOne(Session session, String cluster) {
        ClusterFacts facts = session.reader().facts(cluster);
        String text = switch (output) {
            case text -> StatusText.of(facts, surroundings.clock().instant(), isVerbose, surroundings.palette());
            case json, yaml -> written(StatusDocument.of(facts));
        };
        return new Answer(text, Health.of(facts.cluster()));
    }

    private Answer ofAll(Session session) {
        List<BeamCluster> clusters = session.reader().list(isEverywhere);
        String text = switch (output) {
            case text -> ClusterTable.of(clusters, surroundings.clock().instant());
            case json, yaml ->
                written(Map.of(
                        "items", clusters.stream().map(StatusDocument::of).toList()));
        };
        boolean isNothing = clusters.isEmpty() && output == Output.text;
        String where = isEverywhere ? "" : " in the namespace " + session.namespace();
        return new Answer(
                isNothing ? "there are no BeamClusters%s%n".formatted(where) : text, ClusterTable.health(clusters));
    }

    private String written(Object document) {
        return output == Output.yaml ? Serialization.asYaml(document) : Serialization.asJson(document) + "\n";
    }
}
