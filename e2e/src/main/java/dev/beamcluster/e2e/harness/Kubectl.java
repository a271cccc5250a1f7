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
 * The real {@code kubectl}, as a user runs it.
 *
 * @param command the program with the arguments that precede those of the user
 */
public record Kubectl(Command command) {

    /** The {@code kubectl} of this machine. */
    public static Kubectl local(Path kubeconfig) {
        return new Kubectl(
                new Command(List.of("kubectl"), Map.of("KUBECONFIG", kubeconfig.toString()), Duration.ofMinutes(5)));
    }

    /** The {@code kubectl} in a k3s node. It reads files of the node, not of this machine. */
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
     * A copy with its own discovery cache. Otherwise an answer from before the CRD existed would stay cached, and the
     * short name of the CRD would be unknown.
     */
    public Kubectl withOwnCache() {
        var cache = Path.of(System.getProperty("java.io.tmpdir"), "kubectl-" + UUID.randomUUID());
        return new Kubectl(command.with("--cache-dir", cache.toString()));
    }

    /** A copy for one namespace. */
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

    /** Runs {@code kubectl apply --filename -} with this YAML on standard input. */
    public CommandResult apply(String yaml) {
        return command.with("apply", "--filename", "-").run(yaml);
    }

    /**
     * Does what {@code kubectl apply --filename FOLDER} does, through standard input: a kubectl in a container cannot
     * read the files of this machine.
     */
    public CommandResult applyFolder(Path folder) {
        return apply(yamlIn(folder));
    }

    /** A server-side dry run of {@link #applyFolder}, with strict validation. */
    public CommandResult tryFolder(Path folder) {
        return command.with("apply", "--dry-run=server", "--validate=strict", "--filename", "-")
                .run(yamlIn(folder));
    }

    /** Does what {@code kubectl delete --filename FOLDER} does, through standard input. */
    public CommandResult deleteFolder(Path folder) {
        return command.with("delete", "--filename", "-").run(yamlIn(folder));
    }

    /** The YAML of a folder, without its subfolders, as kubectl reads it. */
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

    /** Runs {@code kubectl apply --server-side --filename -} with this YAML on standard input. */
    public CommandResult applyServerSide(String yaml) {
        return command.with("apply", "--server-side", "--force-conflicts", "--filename", "-")
                .run(yaml);
    }
}
