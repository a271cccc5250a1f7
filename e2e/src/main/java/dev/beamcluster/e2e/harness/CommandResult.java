package dev.beamcluster.e2e.harness;

import java.util.List;

/**
 * The result of a command.
 *
 * @param command the command line
 * @param exitCode 0 on success
 * @param out standard output
 * @param err standard error
 */
public record CommandResult(List<String> command, int exitCode, String out, String err) {

    public CommandResult {
        command = List.copyOf(command);
    }

    /** Whether the exit code is 0. */
    public boolean succeeded() {
        return exitCode == 0;
    }

    /**
     * Returns standard output.
     *
     * @throws IllegalStateException with both outputs if the command failed
     */
    public String orFail() {
        if (succeeded()) {
            return out;
        }
        throw new IllegalStateException(
                "%s ended with %d%n%s%n%s".formatted(String.join(" ", command), exitCode, out, err));
    }
}
