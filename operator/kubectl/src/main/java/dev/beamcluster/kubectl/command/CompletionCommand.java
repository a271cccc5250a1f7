package dev.beamcluster.kubectl.command;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

@Command(
        name = "completion",
        description =
                "Prints kubectl_complete-beam: save it on the PATH, executable, and kubectl completes this plugin.")
final class CompletionCommand implements Callable<Integer> {

    /** kubectl runs this program for the arguments of a plugin (Kubernetes, Extend kubectl with plugins). */
    static final String SCRIPT = """
            #!/bin/sh
            exec kubectl beam __complete "$@"
            """;

    private final Surroundings surroundings;

    CompletionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().print(SCRIPT);
        return 0;
    }
}
