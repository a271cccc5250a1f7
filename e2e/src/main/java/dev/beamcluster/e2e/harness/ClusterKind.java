package dev.beamcluster.e2e.harness;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The cluster on which the operator is installed. */
public sealed interface ClusterKind {

    /** The published k3s image, whose node pulls more images when it starts; e2e/setup reads this line too. */
    String K3S_IMAGE = "rancher/k3s:v1.34.3-k3s1";

    /** Upstream Kubernetes with the interface of k3s, built by e2e/airgap if no registry is reachable. */
    String AIRGAP_IMAGE = "beamcluster/k3s:local";

    /** The variable that overrides the choice: {@code k3s}, {@code airgap} or {@code kubeconfig}. */
    String VARIABLE = "BEAMCLUSTER_E2E_CLUSTER";

    /** A node in a container, from an image with the interface of k3s. */
    record Container(String image) implements ClusterKind {}

    /** An existing cluster. */
    record Existing(Path kubeconfig) implements ClusterKind {}

    /**
     * Chooses a cluster, in this order: the value of {@value #VARIABLE}; the cluster of {@code KUBECONFIG}, if that file
     * exists; the image of e2e/airgap, if it was built, as e2e/setup does where no registry is reachable; k3s.
     *
     * @param environment the environment of the process
     * @param present whether the Docker Engine has an image
     * @param exists whether a file exists
     * @throws IllegalArgumentException if the variable has another value, or requires a cluster that KUBECONFIG does not
     *     name
     */
    static ClusterKind choose(Map<String, String> environment, Predicate<String> present, Predicate<Path> exists) {
        var kubeconfig = Optional.ofNullable(environment.get("KUBECONFIG"))
                .filter(path -> !path.isBlank())
                .map(Path::of);
        var forced = environment.getOrDefault(VARIABLE, "");
        return switch (forced) {
            case "k3s" -> new Container(K3S_IMAGE);
            case "airgap" -> new Container(AIRGAP_IMAGE);
            case "kubeconfig" ->
                new Existing(kubeconfig.orElseThrow(
                        () -> new IllegalArgumentException(VARIABLE + "=kubeconfig needs KUBECONFIG, a file's path")));
            case "" -> kubeconfig.filter(exists).<ClusterKind>map(Existing::new).orElseGet(() -> node(present));
            default ->
                throw new IllegalArgumentException(
                        "%s must be k3s, airgap or kubeconfig, not '%s'".formatted(VARIABLE, forced));
        };
    }

    private static Container node(Predicate<String> present) {
        return new Container(present.test(AIRGAP_IMAGE) ? AIRGAP_IMAGE : K3S_IMAGE);
    }
}
