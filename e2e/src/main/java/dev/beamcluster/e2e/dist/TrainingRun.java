package dev.beamcluster.e2e.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the JVM's cache of loaded classes by a run of the plugin's most frequent command, against a stand-in for an API server.
 */
final class TrainingRun {

    /** The same as in the start script. */
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    private TrainingRun() {}

    /**
     * Writes the cache.
     *
     * @param plugin the folder of the plugin, with its runtime
     */
    static void train(Path plugin) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(plugin.resolve("runtime/bin/java").toString()));
        line.addAll(List.of("-XX:AOTCacheOutput=" + plugin.resolve("kubectl-beam.aot"), "-Xlog:aot=error"));
        line.addAll(JVM);
        line.addAll(List.of("-jar", plugin.resolve("kubectl-beam.jar").toString()));
        run(Map.of(), line);
    }

    /**
     * Runs the plugin with its start script, in a folder in which it was not trained.
     *
     * @throws IOException if it fails, or if the JVM does not accept the cache, which it would not say otherwise
     */
    static void check(Path plugin) throws IOException, InterruptedException {
        run(
                Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on"),
                List.of(plugin.resolve("kubectl-beam").toString()));
    }

    private static void run(Map<String, String> more, List<String> program) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("training");
        try (var api = new TrainingApi(TrainingKeys.in(folder))) {
            Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig());
            var variables = new HashMap<>(more);
            variables.put("KUBECONFIG", kubeconfig.toString());
            var line = new ArrayList<>(program);
            line.addAll(List.of("status", "chat"));
            String printed = Programs.run(variables, line.toArray(String[]::new));
            if (!printed.contains("training/chat is whole")) {
                throw new IOException("no status was printed:\n" + printed);
            }
        } finally {
            Programs.delete(folder);
        }
    }
}
