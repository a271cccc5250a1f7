package dev.beamcluster.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * The node in a container: a complete Kubernetes cluster with one node and the interface of k3s.
 *
 * @param name of the container
 * @param kubeconfig a file with which this machine reaches it
 */
public record KubernetesNodeContainer(String name, Path kubeconfig) implements KubernetesNode, AutoCloseable {

    /** The container of {@code make demo}, kept until {@code make demo-down}. */
    public static final String DEMO = "beamcluster-demo";

    /** The container of {@code make test}, removed at the end of the run. */
    public static final String TEST = "beamcluster-e2e";

    /** Includes the import of the images, which takes longer than Testcontainers' default of one minute on a slow disk. */
    private static final Duration STARTUP = Duration.ofMinutes(5);

    /** Where the API server writes its audit log, which the tests compare with that of the operator. */
    public static final String AUDIT_LOG = "/var/log/kubernetes/audit/audit.log";

    private static final String SETTINGS = "/etc/rancher/k3s/";
    private static final String ARCHIVES = "/var/lib/rancher/k3s/agent/images/";

    /**
     * Starts the container; first removes one of the same name from an earlier run.
     *
     * @param image of the node
     * @param images that its pods use, which the Docker Engine must have
     * @throws IllegalStateException if the other of the two containers is running: two nodes would share the cgroups of
     *     this machine, and each would kill the pods of the other
     */
    public static KubernetesNodeContainer start(String name, String image, List<String> images) {
        var other = name.equals(DEMO) ? TEST : DEMO;
        if (Docker.runs(other)) {
            throw new IllegalStateException(
                    ("container %s runs, and two Kubernetes nodes cannot share this machine:" + " %s first")
                            .formatted(other, other.equals(DEMO) ? "`make demo-down`" : "let `make test` end"));
        }
        Docker.remove(name);
        var archive = ImageArchive.of(images, Repository.cache().resolve("images"));
        // Not closed here: the container outlives this method and, for the demo, this process.
        @SuppressWarnings("resource")
        var container = new K3sContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("rancher/k3s"))
                .withCreateContainerCmdModifier(command -> command.withName(name))
                .withStartupTimeout(STARTUP)
                .withCopyFileToContainer(audit("k3s.yaml"), SETTINGS + "config.yaml")
                .withCopyFileToContainer(audit("policy.yaml"), SETTINGS + "audit-policy.yaml")
                .withCopyFileToContainer(MountableFile.forHostPath(archive), ARCHIVES + "beamcluster.tar");
        container.start();
        return new KubernetesNodeContainer(name, write(name, container.getKubeConfigYaml()));
    }

    private static MountableFile audit(String file) {
        return MountableFile.forHostPath(Repository.here().file("deploy/audit/" + file));
    }

    private static Path write(String name, String config) {
        try {
            var file = Repository.cache().resolve(name + ".kubeconfig");
            Files.createDirectories(file.getParent());
            return Files.writeString(file, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CommandResult shell(String line) {
        return Docker.shell(name, line);
    }

    @Override
    public void close() {
        Docker.remove(name);
        try {
            Files.deleteIfExists(kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
