package dev.beamcluster.e2e.harness;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which cluster the operator is put on. */
public sealed interface ClusterKind {

    /** k3s itself, as its makers publish it; e2e/setup reads this line too. */
    String K3S_IMAGE = "rancher/k3s:v1.34.3-k3s1";

    /** Upstream Kubernetes behind k3s' contract, made by e2e/airgap where no registry is reachable. */
    String AIRGAP_IMAGE = "beamcluster/k3s:local";

    /** The variable that forces the choice: {@code k3s}, {@code airgap} or {@code kubeconfig}. */
    String VARIABLE = "BEAMCLUSTER_E2E_CLUSTER";

    /** A node in a container, from an image that keeps k3s' contract. */
    record Container(String image) implements ClusterKind {}

    /** A cluster that is there already. */
    record Existing(Path kubeconfig) implements ClusterKind {}

    /**
     * What {@value #VARIABLE} forces; else the cluster of {@code KUBECONFIG} where that names a file; else the k3s image
     * that this machine has; else the node of e2e/airgap where that was built; else k3s, to be pulled.
     *
     * @param environment the process' environment
     * @param present whether the Docker Engine has an image
     * @param exists whether a file is there
     * @throws IllegalArgumentException when the variable has another value, or asks for a cluster that KUBECONFIG does not name
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
        return new Container(!present.test(K3S_IMAGE) && present.test(AIRGAP_IMAGE) ? AIRGAP_IMAGE : K3S_IMAGE);
    }
}
