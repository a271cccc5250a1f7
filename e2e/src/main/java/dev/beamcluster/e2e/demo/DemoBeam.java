package dev.beamcluster.e2e.demo;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.awaitility.Awaitility;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;

/** The BeamCluster of the demo. */
record DemoBeam(KubernetesClient client, String namespace, String name) {

    /**
     * Waits for a state, and passes on each changed line of columns.
     *
     * @throws org.awaitility.core.ConditionTimeoutException if the state is not reached in time
     */
    void await(String what, Duration atMost, Consumer<String> onChange, Predicate<DemoBeam> reached) {
        var seen = new StringBuilder();
        Awaitility.await("the mesh of " + name + " " + what)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    // Evaluated first, so that the line that shows it is printed before the wait ends.
                    boolean isReached = reached.test(this);
                    var now = columns();
                    if (!now.contentEquals(seen)) {
                        seen.setLength(0);
                        seen.append(now);
                        onChange.accept(now);
                    }
                    return isReached;
                });
    }

    /** Whether it is Ready for the last applied generation. */
    boolean isReady() {
        var beam = resource();
        var status = beam.getStatus();
        return status != null
                && Objects.equals(
                        status.observedGeneration(), beam.getMetadata().getGeneration())
                && condition("Ready")
                        .filter(ready -> ready.getStatus().equals("True"))
                        .isPresent();
    }

    boolean isMissingLinks() {
        return condition("Meshed")
                .filter(meshed -> meshed.getStatus().equals("False"))
                .isPresent();
    }

    /** The message of a condition. */
    String message(String type) {
        return condition(type).map(Condition::getMessage).orElse("");
    }

    String pod(int ordinal) {
        return name + "-" + ordinal;
    }

    String podIp(int ordinal) {
        return client.pods()
                .inNamespace(namespace)
                .withName(pod(ordinal))
                .require()
                .getStatus()
                .getPodIP();
    }

    private BeamCluster resource() {
        return client.resources(BeamCluster.class)
                .inNamespace(namespace)
                .withName(name)
                .require();
    }

    private Optional<Condition> condition(String type) {
        return Optional.ofNullable(resource().getStatus()).flatMap(status -> condition(status, type));
    }

    private static Optional<Condition> condition(BeamClusterStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    private String columns() {
        BeamClusterStatus status = resource().getStatus();
        if (status == null || status.summary() == null) {
            return "waiting for a first look";
        }
        return "nodes %s  mesh %s  %s"
                .formatted(status.summary().nodes(), status.summary().links(), ready(status));
    }

    private static String ready(BeamClusterStatus status) {
        return condition(status, "Ready")
                .map(ready -> "Ready=%s %s".formatted(ready.getStatus(), ready.getReason()))
                .orElse("");
    }
}
