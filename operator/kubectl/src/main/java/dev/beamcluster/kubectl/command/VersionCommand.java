package dev.beamcluster.kubectl.command;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.beamcluster.kubectl.cluster.ClusterReader;
import dev.beamcluster.kubectl.view.Asked;

@Command(name = "version", description = "The versions of the plugin and of the operators in the cluster.")
final class VersionCommand implements Callable<Integer> {

    private static final int CANNOT_TELL = 2;

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().println("plugin    " + own());
        Session session = Session.open(surroundings, connection);
        Asked<List<Deployment>> operators = ClusterReader.asked(() -> session.client()
                .apps()
                .deployments()
                .inAnyNamespace()
                .withLabel("app.kubernetes.io/name", "beamcluster-operator")
                .list()
                .getItems());
        operators.why().ifPresent(why -> surroundings.out().println("operator  unknown: " + why));
        operators.value().ifPresent(this::print);
        boolean isKnown = operators.value().filter(found -> !found.isEmpty()).isPresent();
        return isKnown ? 0 : CANNOT_TELL;
    }

    private void print(List<Deployment> operators) {
        if (operators.isEmpty()) {
            surroundings.out().println("operator  not installed: see kubectl beam install");
        }
        for (Deployment operator : operators) {
            String version = operator.getMetadata().getLabels().get("app.kubernetes.io/version");
            Integer ready =
                    operator.getStatus() == null ? null : operator.getStatus().getReadyReplicas();
            surroundings
                    .out()
                    .println("operator  %s in %s, %d of %d pods ready, image %s"
                            .formatted(
                                    Objects.requireNonNullElse(version, "of unknown version"),
                                    operator.getMetadata().getNamespace(),
                                    Objects.requireNonNullElse(ready, 0),
                                    Objects.requireNonNullElse(
                                            operator.getSpec().getReplicas(), 1),
                                    operator.getSpec()
                                            .getTemplate()
                                            .getSpec()
                                            .getContainers()
                                            .getFirst()
                                            .getImage()));
        }
    }

    static String own() {
        return Objects.requireNonNullElse(
                VersionCommand.class.getPackage().getImplementationVersion(), "of unknown version");
    }
}
