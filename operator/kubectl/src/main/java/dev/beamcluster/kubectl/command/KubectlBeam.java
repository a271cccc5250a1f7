package dev.beamcluster.kubectl.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

import io.fabric8.kubernetes.client.KubernetesClientException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;

import dev.beamcluster.kubectl.cluster.Unreadable;

/** All commands of {@code kubectl beam}. */
@Command(
        name = "kubectl beam",
        description = "What a person asks a BeamCluster. Exit codes: 0 whole, 1 not whole, 2 cannot tell.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class KubectlBeam implements Callable<Integer> {

    private static final int CANNOT_TELL = 2;

    /** What {@code kubectl_complete-beam} calls. */
    private static final String COMPLETE = "__complete";

    private static final Map<String, Function<Surroundings, Callable<Integer>>> COMMANDS = commands();

    private final Surroundings surroundings;

    private KubectlBeam(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    private static Map<String, Function<Surroundings, Callable<Integer>>> commands() {
        var commands = new LinkedHashMap<String, Function<Surroundings, Callable<Integer>>>();
        commands.put("status", StatusCommand::new);
        commands.put("mesh", MeshCommand::new);
        commands.put("history", HistoryCommand::new);
        commands.put("logs", LogsCommand::new);
        commands.put("verify", VerifyCommand::new);
        commands.put("top", TopCommand::new);
        commands.put("ui", UiCommand::new);
        commands.put("remsh", RemshCommand::new);
        commands.put("rpc", RpcCommand::new);
        commands.put("restart", RestartCommand::new);
        commands.put("pause", PauseCommand::new);
        commands.put("resume", ResumeCommand::new);
        commands.put("scale", ScaleCommand::new);
        commands.put("audit", AuditCommand::new);
        commands.put("report", ReportCommand::new);
        commands.put("install", InstallCommand::new);
        commands.put("version", VersionCommand::new);
        commands.put("completion", CompletionCommand::new);
        return commands;
    }

    /**
     * Runs one command.
     *
     * @return the exit code
     */
    public static int run(Surroundings surroundings, String... arguments) {
        if (arguments.length > 0 && arguments[0].equals(COMPLETE)) {
            surroundings.out().print(complete(surroundings, List.of(arguments).subList(1, arguments.length)));
            surroundings.out().flush();
            return 0;
        }
        int exitCode = line(surroundings, arguments).execute(remaining(arguments));
        surroundings.out().flush();
        surroundings.err().flush();
        return exitCode;
    }

    private static String complete(Surroundings surroundings, List<String> words) {
        return new Completion(all(surroundings), options -> names(surroundings, options)).answer(words);
    }

    /** A person who presses tab wants names, and no error messages. */
    private static List<String> names(Surroundings surroundings, List<String> options) {
        var connection = new ConnectionOptions();
        try {
            new CommandLine(connection).setUnmatchedArgumentsAllowed(true).parseArgs(options.toArray(String[]::new));
            return Session.open(surroundings, connection).reader().list(false).stream()
                    .map(cluster -> cluster.getMetadata().getName())
                    .toList();
        } catch (Unreadable | KubernetesClientException | ParameterException e) {
            return List.of();
        }
    }

    /** Only the command that runs is built: reading the annotations of all takes longer than asking the API server. */
    private static CommandLine line(Surroundings surroundings, String... arguments) {
        Function<Surroundings, Callable<Integer>> wanted = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        var line = wanted == null ? all(surroundings) : single(wanted.apply(surroundings));
        line.getCommandSpec().exitCodeOnExecutionException(CANNOT_TELL);
        return line.setOut(surroundings.out())
                .setErr(surroundings.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(inOneLine(surroundings));
    }

    private static CommandLine single(Callable<Integer> command) {
        var line = new CommandLine(command);
        line.getCommandSpec().mixinStandardHelpOptions(true);
        line.setCommandName("kubectl beam " + line.getCommandName());
        return line;
    }

    private static CommandLine all(Surroundings surroundings) {
        var line = new CommandLine(new KubectlBeam(surroundings));
        COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.apply(surroundings)));
        return line;
    }

    private static String[] remaining(String... arguments) {
        boolean isCommand = arguments.length > 0 && COMMANDS.containsKey(arguments[0]);
        return isCommand ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments;
    }

    private static IExecutionExceptionHandler inOneLine(Surroundings surroundings) {
        return (e, _, _) -> {
            String sentence = switch (e) {
                case Unreadable unreadable -> unreadable.getMessage();
                case KubernetesClientException refused ->
                    Unreadable.because(refused).getMessage();
                default -> throw e;
            };
            surroundings.err().println("kubectl beam: " + sentence);
            return CANNOT_TELL;
        };
    }

    @Override
    public Integer call() {
        all(surroundings).usage(surroundings.out());
        return 0;
    }
}
