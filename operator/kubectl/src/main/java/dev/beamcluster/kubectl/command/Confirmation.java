package dev.beamcluster.kubectl.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

import picocli.CommandLine.Option;

import dev.beamcluster.kubectl.cluster.Unreadable;

/** Says what a command will do, and asks before it is done. */
final class Confirmation {

    /** The exit code if the person does not agree. */
    static final int DECLINED = 1;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean isGiven;

    /**
     * Says what will happen, and returns whether the person agrees.
     *
     * @throws Unreadable if nobody can be asked
     */
    boolean isGivenFor(String plan, Surroundings surroundings) {
        surroundings.out().println(plan);
        surroundings.out().flush();
        if (isGiven) {
            return true;
        }
        if (!surroundings.isTerminal()) {
            throw new Unreadable("there is no terminal to ask: add --yes");
        }
        surroundings.out().print("Continue? [y/N] ");
        surroundings.out().flush();
        try {
            String answer = surroundings.in().readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
