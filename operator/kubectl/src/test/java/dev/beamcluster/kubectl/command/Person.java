package dev.beamcluster.kubectl.command;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import dev.beamcluster.kubectl.view.Palette;

/** A person who runs commands, and what that person sees. */
final class Person {

    static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<List<String>> programs = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final FakeApi api;
    private boolean isTerminal;
    private String answers = "";

    Person(FakeApi api) {
        this.api = api;
    }

    /** From now on, answers questions at a terminal. */
    Person answering(String text) {
        isTerminal = true;
        answers = text + "\n";
        return this;
    }

    /** Runs a command, and returns its exit code. */
    int runs(String... arguments) {
        var surroundings = new Surroundings(
                new PrintWriter(out),
                new PrintWriter(err),
                new BufferedReader(new StringReader(answers)),
                isTerminal,
                Palette.PLAIN,
                InstantSource.fixed(NOW),
                _ -> api.client(),
                line -> {
                    programs.add(line);
                    return 0;
                },
                "jane",
                new Commands());
        return KubectlBeam.run(surroundings, arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** What is written down of this person's commands. */
    List<String> commands() {
        return commands;
    }

    /** A file of commands, in memory. */
    private final class Commands implements CommandLog {

        @Override
        public void append(String line) {
            commands.add(line);
        }

        @Override
        public List<String> lines() {
            return List.copyOf(commands);
        }

        @Override
        public String place() {
            return "~/.local/state/kubectl-beam/audit.jsonl";
        }
    }

    List<List<String>> programs() {
        return programs;
    }
}
