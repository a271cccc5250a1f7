package dev.beamcluster.testkit.simulated;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Simulated nodes in another process, so that what they cost is not a part of what is measured here. It reads
 * commands line by line, and answers each with a line.
 */
public final class SimulatedNodesProcess implements Faults, AutoCloseable {

    private static final String DONE = "done";

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream commands;
    private final int port;

    /** Starts the process, and waits until all nodes listen. */
    public SimulatedNodesProcess(int meshes, int size) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatedNodesProcess.class.getName(),
                        String.valueOf(meshes),
                        String.valueOf(size))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        port = Integer.parseInt(answer());
    }

    /** The process: with how many meshes, of how many nodes. Ends with its standard input. */
    public static void main(String[] sizes) throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (var nodes = new SimulatedNodes(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            out.println(nodes.port());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", -1);
                run(
                        nodes,
                        words[0],
                        Arrays.stream(words).skip(1).map(NodeId::parse).toList());
                out.println(DONE);
            }
        }
    }

    private static void run(Faults nodes, String verb, List<NodeId> which) throws IOException {
        switch (verb) {
            case "silence" -> nodes.silence(which);
            case "wake" -> nodes.wake(which);
            case "stop" -> nodes.stop(which);
            case "start" -> nodes.start(which);
            case "cut" -> nodes.cut(which.getFirst(), which.getLast());
            case "mend" -> nodes.mend(which.getFirst(), which.getLast());
            default -> throw new IllegalArgumentException("no such command: " + verb);
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void silence(Collection<NodeId> which) throws IOException {
        tell("silence", which);
    }

    @Override
    public void wake(Collection<NodeId> which) throws IOException {
        tell("wake", which);
    }

    @Override
    public void stop(Collection<NodeId> which) throws IOException {
        tell("stop", which);
    }

    @Override
    public void start(Collection<NodeId> which) throws IOException {
        tell("start", which);
    }

    @Override
    public void cut(NodeId one, NodeId other) throws IOException {
        tell("cut", List.of(one, other));
    }

    @Override
    public void mend(NodeId one, NodeId other) throws IOException {
        tell("mend", List.of(one, other));
    }

    private void tell(String verb, Collection<NodeId> which) throws IOException {
        commands.println(Stream.concat(Stream.of(verb), which.stream().map(NodeId::toString))
                .collect(Collectors.joining(" ")));
        if (!answer().equals(DONE)) {
            throw new IOException("the simulated nodes gave an unexpected answer to " + verb);
        }
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the simulated nodes have ended");
        }
        return line;
    }

    /** Returns when the process has ended, so that the next one can listen on the same addresses. */
    @Override
    public void close() {
        commands.close();
        process.destroy();
        var _ = process.onExit().join();
    }
}
