package dev.beamcluster.kubectl.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What may follow on a command line. The answer has the form that kubectl expects from a plugin: candidates, each with a
 * description after a tab, and a last line with a directive of the library Cobra.
 */
final class Completion {

    /** ShellCompDirectiveNoFileComp (Cobra, Shell completions). */
    private static final String NO_FILES = ":4";

    private final CommandLine all;
    private final Function<List<String>, List<String>> names;

    /**
     * Creates a completion.
     *
     * @param all all commands
     * @param names finds the names of BeamClusters, given the options so far; empty if they cannot be read
     */
    Completion(CommandLine all, Function<List<String>, List<String>> names) {
        this.all = all;
        this.names = names;
    }

    /** Returns the answer for words of which the last one, which may be empty, is to be completed. */
    String answer(List<String> words) {
        String last = words.isEmpty() ? "" : words.getLast();
        List<String> candidates = words.size() <= 1 ? commands() : arguments(words);
        return Stream.concat(candidates.stream().filter(candidate -> candidate.startsWith(last)), Stream.of(NO_FILES))
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    private List<String> commands() {
        return all.getSubcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(entry -> entry.getKey() + "\t"
                        + String.join(
                                " ",
                                entry.getValue().getCommandSpec().usageMessage().description()))
                .toList();
    }

    private List<String> arguments(List<String> words) {
        CommandLine command = all.getSubcommands().get(words.getFirst());
        if (command == null) {
            return List.of();
        }
        CommandSpec spec = command.getCommandSpec();
        String before = words.get(words.size() - 2);
        OptionSpec option = spec.optionsMap().get(before);
        if (option != null && option.arity().max() > 0) {
            return values(option);
        }
        if (words.getLast().startsWith("-")) {
            return options(spec);
        }
        boolean isNamed = spec.positionalParameters().stream()
                .anyMatch(parameter -> parameter.paramLabel().equals("NAME"));
        return isNamed && isFirst(words, spec) ? names.apply(words.subList(1, words.size() - 1)) : List.of();
    }

    private static List<String> values(OptionSpec option) {
        var values = new ArrayList<String>();
        if (option.completionCandidates() != null) {
            option.completionCandidates().forEach(values::add);
        }
        return values;
    }

    private static List<String> options(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .map(option -> option.longestName() + "\t" + String.join(" ", option.description()))
                .toList();
    }

    /** Whether no positional argument comes before the last word. */
    private static boolean isFirst(List<String> words, CommandSpec spec) {
        for (int i = 1; i < words.size() - 1; i++) {
            OptionSpec option = spec.optionsMap().get(words.get(i));
            if (option == null && !words.get(i).startsWith("-")) {
                return false;
            }
            i += option != null && option.arity().max() > 0 ? 1 : 0;
        }
        return true;
    }
}
