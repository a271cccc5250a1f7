package dev.beamcluster.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.beamcluster.e2e.dist.Dist;

/**
 * The kubectl plugin as {@code make dist} builds it for this platform, as a user runs it.
 *
 * @param command the program
 * @param namespace of its commands
 */
public record KubectlBeam(Command command, String namespace) {

    private static final String VERSION = "0.0.0-test";

    /** Commands that ask no API server. */
    private static final Set<String> OFFLINE = Set.of("install", "completion");

    /** Builds the plugin from the jars that Maven has packaged, once for each process, and returns its folder. */
    public static Path build() {
        return Built.FOLDER;
    }

    /** Loaded, and so built, when it is first used. */
    private static final class Built {

        static final Path FOLDER = build(Repository.here(), "e2e/target/dist", VERSION);
    }

    /**
     * Builds the plugin as {@code make dist} does.
     *
     * @param folder of the clone for the archives
     * @return the folder of the unpacked plugin
     */
    public static Path build(Repository repository, String folder, String version) {
        try {
            var _ = Dist.make(repository.root(), repository.file(folder), version);
            return Dist.unpacked(repository.file(folder), version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The plugin with the rights of the kubeconfig, in one namespace. */
    public static KubectlBeam of(Path kubeconfig, String namespace) {
        String program = build().resolve("kubectl-beam").toString();
        String state = Repository.here().file("e2e/target/state").toString();
        var variables = Map.of("KUBECONFIG", kubeconfig.toString(), "XDG_STATE_HOME", state);
        return new KubectlBeam(new Command(List.of(program), variables, Duration.ofMinutes(5)), namespace);
    }

    /** Runs {@code kubectl beam ARGUMENTS...} in the namespace. */
    public CommandResult run(String... arguments) {
        return line(arguments).run();
    }

    /** The command {@code kubectl beam ARGUMENTS...} in the namespace. */
    public Command line(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        if (!OFFLINE.contains(arguments[0])) {
            all.addAll(1, List.of("--namespace", namespace));
        }
        return command.with(all.toArray(String[]::new));
    }

    /** Creates a ServiceAccount with these ClusterRoles of deploy/kubectl-beam.yaml, such as {@code read}, in the namespace. */
    public static void bind(TestNamespace namespace, String account, String... roles) {
        var kubectl = namespace.kubectl();
        var _ = kubectl.run("create", "serviceaccount", account).orFail();
        for (String role : roles) {
            var _ = kubectl.run(
                            "create",
                            "rolebinding",
                            account + "-" + role,
                            "--clusterrole=kubectl-beam-" + role,
                            "--serviceaccount=%s:%s".formatted(namespace.name(), account))
                    .orFail();
        }
    }

    /** A kubeconfig for a ServiceAccount of the namespace, with the rights that it has. */
    public static Path kubeconfigOf(TestNamespace namespace, String account, Path folder) {
        String token =
                namespace.kubectl().run("create", "token", account).orFail().strip();
        Path file = folder.resolve(account + ".kubeconfig");
        try {
            Files.copy(namespace.cluster().kubeconfig(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var kubectl = Kubectl.local(file);
        var _ = kubectl.run("config", "set-credentials", account, "--token=" + token)
                .orFail();
        var _ = kubectl.run("config", "set-context", "--current", "--user=" + account)
                .orFail();
        return file;
    }
}
