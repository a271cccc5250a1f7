package dev.beamcluster.kubectl.command;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.kubectl.view.Palette;

/**
 * Everything outside of the process that a command touches.
 *
 * @param in answers of the person
 * @param isTerminal whether a person can be asked
 * @param clients connects to the API server
 * @param programs runs a program with this process's input and output, and returns its exit code
 * @param user the user of this machine
 * @param commands where commands that change something are written down
 */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        BufferedReader in,
        boolean isTerminal,
        Palette palette,
        InstantSource clock,
        Function<ConnectionOptions, KubernetesClient> clients,
        Programs programs,
        String user,
        CommandLog commands) {

    /** Runs other programs. */
    @FunctionalInterface
    public interface Programs {
        /**
         * Runs a program until it ends.
         *
         * @return its exit code
         */
        int run(List<String> line);
    }
}
