package dev.beamcluster.testkit.simulated;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Simulated nodes that come and go, in another process, which may run where their addresses are. It reads commands line by
 * line, and answers each with a line.
 */
public final class NodesOnDemandProcess implements AutoCloseable {

    private static final String DONE = "done";

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream commands;

    /**
     * Starts the process.
     *
     * @param line what runs {@link #main}, with its standard input and output
     */
    public NodesOnDemandProcess(List<String> line) throws IOException {
        process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** The process. Ends with its standard input. */
    public static void main(String[] none) throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (var nodes = new NodesOnDemand();
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(answer(nodes, Arrays.asList(line.split(" ", -1))));
            }
        }
    }

    private static String answer(NodesOnDemand nodes, List<String> words) {
        try {
            return answerOrFail(nodes, words.getFirst(), words.subList(1, words.size()));
        } catch (IOException | RuntimeException e) {
            return e.toString().lines().findFirst().orElse("failed");
        }
    }

    private static String answerOrFail(NodesOnDemand nodes, String verb, List<String> arguments) throws IOException {
        switch (verb) {
            case "start" -> nodes.start(NodeStart.parse(arguments));
            case "remove" -> nodes.remove(arguments.getFirst());
            case "kill" -> nodes.at(arguments.getFirst()).stop();
            case "restart" -> nodes.at(arguments.getFirst()).start();
            case "silence" -> nodes.at(arguments.getFirst()).silence();
            case "wake" -> nodes.at(arguments.getFirst()).wake();
            case "probes" -> {
                return String.valueOf(nodes.probes());
            }
            default -> throw new IllegalArgumentException("no such command: " + verb);
        }
        return DONE;
    }

    /** Starts a node, which is connected to no other. */
    public void start(NodeStart start) throws IOException {
        var words = new ArrayList<>(List.of("start"));
        words.addAll(start.words());
        tell(words);
    }

    /** Ends a node permanently. */
    public void remove(String address) throws IOException {
        tell(List.of("remove", address));
    }

    /** Ends the VM of a node: its connections are reset, and its address refuses new ones. */
    public void kill(String address) throws IOException {
        tell(List.of("kill", address));
    }

    /** Starts a node again that was killed. */
    public void restart(String address) throws IOException {
        tell(List.of("restart", address));
    }

    /** Drops all packets of a node. */
    public void silence(String address) throws IOException {
        tell(List.of("silence", address));
    }

    /** Ends the silence of a node. */
    public void wake(String address) throws IOException {
        tell(List.of("wake", address));
    }

    /** How many probes of the operator all nodes have answered: one of each node in each round. */
    public long probes() throws IOException {
        return Long.parseLong(ask(List.of("probes")));
    }

    private void tell(List<String> words) throws IOException {
        String answer = ask(words);
        if (!answer.equals(DONE)) {
            throw new IOException("the simulated nodes could not " + words.getFirst() + ": " + answer);
        }
    }

    private synchronized String ask(List<String> words) throws IOException {
        commands.println(String.join(" ", words));
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
