package dev.beamcluster.kubectl;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.kubectl.cluster.ApiClient;
import dev.beamcluster.kubectl.cluster.HttpConnections;
import dev.beamcluster.kubectl.command.ConnectionOptions;
import dev.beamcluster.kubectl.command.KubectlBeam;
import dev.beamcluster.kubectl.command.Surroundings;
import dev.beamcluster.kubectl.view.Palette;

/** Finds out where the plugin runs, and runs one command. */
public final class Main {

    private static final int SECONDS = 1000;

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) throws InterruptedException {
        var http = new HttpConnections();
        // Without a terminal, it is null again since JDK 25.
        boolean isTerminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        boolean isPlain = !isTerminal || System.getenv("NO_COLOR") != null;
        var surroundings = new Surroundings(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                isTerminal,
                isPlain ? Palette.PLAIN : Palette.COLORED,
                InstantSource.system(),
                options -> connect(options, http),
                Main::run,
                System.getProperty("user.name", "unknown"),
                CommandLogFile.of(System.getenv(), System.getProperty("user.home", ".")));
        int exitCode = KubectlBeam.run(surroundings, arguments);
        http.close();
        // Nothing is left to do: other threads need not end in order.
        Runtime.getRuntime().halt(exitCode);
    }

    private static PrintWriter writer(FileDescriptor file) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(file), StandardCharsets.UTF_8), false);
    }

    private static KubernetesClient connect(ConnectionOptions options, HttpConnections http) {
        if (options.kubeconfig() != null) {
            System.setProperty(Config.KUBERNETES_KUBECONFIG_FILE, options.kubeconfig());
        }
        Config config = new ConfigBuilder(Config.autoConfigure(options.context()))
                .withRequestRetryBackoffLimit(1)
                .withConnectionTimeout(10 * SECONDS)
                .withRequestTimeout(30 * SECONDS)
                // One connection, with one question at a time: HTTP/2 would only take longer to load.
                .withHttp2Disable(true)
                .build();
        return ApiClient.of(config, http);
    }

    private static int run(List<String> line) {
        try {
            return new ProcessBuilder(line).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 2;
        }
    }
}
