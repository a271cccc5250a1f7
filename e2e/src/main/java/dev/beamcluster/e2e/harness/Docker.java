package dev.beamcluster.e2e.harness;

/** The Docker Engine, through its command line. {@link KubernetesNodeContainer} runs the node container. */
public final class Docker {

    private Docker() {}

    /** Whether the engine has this image. */
    public static boolean hasImage(String image) {
        return Command.of("docker", "image", "inspect", image).run().succeeded();
    }

    /**
     * The content address of an image.
     *
     * @throws IllegalStateException if the engine does not have the image
     */
    public static String imageId(String image) {
        return Command.of("docker", "image", "inspect", "--format", "{{.Id}}", image)
                .run()
                .orFail()
                .strip();
    }

    /** Whether a container of this name is running. */
    public static boolean runs(String container) {
        var outcome = Command.of("docker", "container", "inspect", "--format", "{{.State.Running}}", container)
                .run();
        return outcome.succeeded() && outcome.out().strip().equals("true");
    }

    /** Removes a container and its anonymous volumes; does nothing if there is no such container. */
    public static void remove(String container) {
        if (Command.of("docker", "container", "inspect", container).run().succeeded()) {
            var _ = Command.of("docker", "rm", "--force", "--volumes", container)
                    .run()
                    .orFail();
        }
    }

    /** The address at which a container reaches this machine. */
    public static String gateway(String container) {
        return Command.of(
                        "docker",
                        "container",
                        "inspect",
                        "--format",
                        "{{range .NetworkSettings.Networks}}{{.Gateway}}{{end}}",
                        container)
                .run()
                .orFail()
                .strip();
    }

    /** Runs a shell command line as root in a container. */
    public static CommandResult shell(String container, String line) {
        return Command.of("docker", "exec", container, "sh", "-c", line).run();
    }
}
