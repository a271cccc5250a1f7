package dev.beamcluster.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The real {@code kubectl}, as a user types it.
 *
 * @param command the program, with what must come before a user's arguments
 */
public record Kubectl(Command command) {

    /** The {@code kubectl} of this machine. */
    public static Kubectl local(Path kubeconfig) {
        return new Kubectl(
                new Command(List.of("kubectl"), Map.of("KUBECONFIG", kubeconfig.toString()), Duration.ofMinutes(5)));
    }

    /** The {@code kubectl} that every k3s node has; it reads files of the node, not of this machine. */
    public static Kubectl inside(String container) {
        return new Kubectl(Command.of("docker", "exec", "--interactive", container, "k3s", "kubectl"));
    }

    /** Whether this machine has a {@code kubectl}. */
    public static boolean isHere() {
        return Command.of("sh", "-c", "command -v kubectl && kubectl version --client")
                .run()
                .succeeded();
    }

    /**
     * The same with a discovery cache of its own: what it learns about the API before a CRD is there does not stay with the
     * next one, which would not know the CRD's short name.
     */
    public Kubectl withOwnCache() {
        var cache = Path.of(System.getProperty("java.io.tmpdir"), "kubectl-" + UUID.randomUUID());
        return new Kubectl(command.with("--cache-dir", cache.toString()));
    }

    /** The same for one namespace. */
    public Kubectl in(String namespace) {
        return new Kubectl(command.with("--namespace", namespace));
    }

    /** Runs {@code kubectl ARGUMENTS...}. */
    public CommandResult run(String... arguments) {
        return command.with(arguments).run();
    }

    /** Fields of an object ({@code KIND/NAME}), as {@code kubectl get --output jsonpath=PATH} prints them. */
    public String fields(String object, String path) {
        return run("get", object, "--output", "jsonpath=" + path).orFail();
    }

    /** Runs {@code kubectl apply --filename -} with that YAML. */
    public CommandResult apply(String yaml) {
        return command.with("apply", "--filename", "-").run(yaml);
    }

    /** What {@code kubectl apply --filename FOLDER} does, by standard input: a kubectl in a container sees no files of ours. */
    public CommandResult applyFolder(Path folder) {
        return apply(yamlIn(folder));
    }

    /** What the API server would say to {@link #applyFolder}: it checks every field and keeps nothing. */
    public CommandResult tryFolder(Path folder) {
        return command.with("apply", "--dry-run=server", "--validate=strict", "--filename", "-")
                .run(yamlIn(folder));
    }

    /** What {@code kubectl delete --filename FOLDER} does, in the same way. */
    public CommandResult deleteFolder(Path folder) {
        return command.with("delete", "--filename", "-").run(yamlIn(folder));
    }

    /** The YAML of a folder; like kubectl, not that of folders within. */
    public static String yamlIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            var texts = new ArrayList<String>();
            for (Path file : files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(file));
            }
            return String.join("\n---\n", texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code kubectl apply --server-side --filename -} with that YAML. */
    public CommandResult applyServerSide(String yaml) {
        return command.with("apply", "--server-side", "--force-conflicts", "--filename", "-")
                .run(yaml);
    }
}
