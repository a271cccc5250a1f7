package dev.beamcluster.e2e.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the JVM's cache of loaded classes by a run of the plugin's most frequent command, against a stand-in for an API server.
 */
final class TrainingRun {

    /** The same as in the start script. */
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private TrainingRun() {}

    /**
     * Writes the cache, and checks that the runtime accepts it.
     *
     * @param plugin the folder of the plugin, with its runtime
     */
    static void of(Path plugin) throws IOException, InterruptedException {
        Path cache = plugin.resolve("kubectl-beam.aot");
        Path kubeconfig = Files.createTempFile("training", ".kubeconfig");
        try (var api = new TrainingApi()) {
            Files.writeString(kubeconfig, api.kubeconfig());
            String trained = run(plugin, kubeconfig, "-XX:AOTCacheOutput=" + cache, "-Xlog:aot=error");
            if (!trained.contains("training/chat is whole")) {
                throw new IOException("the training run did not print a status:\n" + trained);
            }
            String used = run(plugin, kubeconfig, "-XX:AOTMode=on", "-XX:AOTCache=" + cache);
            if (!used.contains("training/chat is whole")) {
                throw new IOException("the JVM does not accept its cache:\n" + used);
            }
            var variables = Map.of("KUBECONFIG", kubeconfig.toString());
            var _ = Programs.run(variables, plugin.resolve("kubectl-beam").toString(), "status", "chat");
        } finally {
            Files.delete(kubeconfig);
        }
    }

    private static String run(Path plugin, Path kubeconfig, String... options)
            throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(plugin.resolve("runtime/bin/java").toString()));
        line.addAll(List.of(options));
        line.addAll(JVM);
        line.addAll(List.of("-jar", plugin.resolve("kubectl-beam.jar").toString(), "status", "chat"));
        return Programs.run(Map.of("KUBECONFIG", kubeconfig.toString()), line.toArray(String[]::new));
    }
}
