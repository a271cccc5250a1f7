package dev.beamcluster.operator.status;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.ContainerEnd.How;
import dev.beamcluster.operator.observed.FailedProbe;

/** Describes how a container ended, and what to do about it. */
final class ContainerEndMessages {

    /** Names of signals (Linux, signal(7)). */
    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "SIGHUP", 2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV",
            13, "SIGPIPE", 15, "SIGTERM");

    /** Signals that the kernel sends to a program that does what it must not do. */
    private static final List<Integer> NATIVE_CRASHES = List.of(4, 6, 7, 8, 11);

    private static final int KILL = 9;

    /** Exit codes of a shell (POSIX, Shell Command Language). */
    private static final int NOT_EXECUTABLE = 126;

    private static final int NOT_FOUND = 127;

    private ContainerEndMessages() {}

    /** Describes the end of a container that runs again. */
    static String restarted(ContainerEnd end, String pod) {
        return sentence(end, "was restarted", pod);
    }

    /**
     * Describes what a container did.
     *
     * @param verb what it did, to be read after its name
     * @param first what to put in brackets in addition to its figures
     */
    static String sentence(ContainerEnd end, String verb, String pod, String... first) {
        return "container " + end.container() + " " + verb + figures(end, first) + ": " + why(end, pod);
    }

    /** Returns the figures in brackets: {@code  (CrashLoopBackOff, exit code 137, SIGKILL, 3 restarts)}. */
    static String figures(ContainerEnd end, String... first) {
        Stream<String> signal =
                end.how() instanceof How.Signalled(int number) ? Stream.of(signal(number)) : Stream.of();
        Stream<String> exitCode =
                end.how() instanceof How.Lost ? Stream.of() : Stream.of("exit code " + end.exitCode());
        String text = Stream.of(Stream.of(first), exitCode, signal, restarts(end.restarts()))
                .flatMap(parts -> parts)
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "" : " (" + text + ")";
    }

    /** Returns why the container ended, and what to do. */
    static String why(ContainerEnd end, String pod) {
        String log = "see `kubectl logs " + pod + " -c " + end.container() + " --previous`";
        return switch (end.how()) {
            case How.OutOfMemory memory -> outOfMemory(memory);
            case How.StoppedForProbe(FailedProbe probe) -> ProbeMessages.fatal(probe);
            case How.CommandNotStarted(String message) -> "its command cannot be run: " + message;
            case How.EndedAtOnce() ->
                "its command ended at once, like one that starts the VM in the background: run it in the foreground (`start`,"
                        + " not `daemon`)";
            case How.Completed() -> "it ended without an error: " + log;
            case How.Lost() -> "its Kubernetes node or container runtime was restarted";
            case How.Signalled(int signal) -> signalled(signal, log);
            case How.Failed() -> failed(end.exitCode(), log);
        };
    }

    private static String outOfMemory(How.OutOfMemory memory) {
        return memory.limit()
                .map(limit -> "out of memory (OOMKilled, limit " + limit + "): "
                        + (memory.ofNode()
                                ? "raise spec.resources.limits.memory, or let the VM reserve less (+Q, +P)"
                                : "raise its memory limit in spec.template"))
                .orElse("out of memory (OOMKilled, no limit): its Kubernetes node has too little memory; set"
                        + " spec.resources.requests.memory");
    }

    private static String signalled(int signal, String log) {
        if (signal == KILL) {
            return "killed, but not at its memory limit: " + log;
        }
        return NATIVE_CRASHES.contains(signal)
                ? "a crash in native code, of a NIF or of the VM: " + log
                : "ended by a signal: " + log;
    }

    private static String failed(int exitCode, String log) {
        return switch (exitCode) {
            case NOT_EXECUTABLE -> "its command is not executable: " + log;
            case NOT_FOUND -> "its command was not found: " + log;
            default -> log;
        };
    }

    private static Stream<String> restarts(int restarts) {
        return switch (restarts) {
            case 0 -> Stream.of();
            case 1 -> Stream.of("1 restart");
            case ContainerEnd.MANY -> Stream.of("at least " + restarts + " restarts");
            default -> Stream.of(restarts + " restarts");
        };
    }

    private static String signal(int number) {
        return SIGNALS.getOrDefault(number, "signal " + number);
    }
}
