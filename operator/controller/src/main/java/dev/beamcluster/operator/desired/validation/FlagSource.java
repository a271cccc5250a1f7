package dev.beamcluster.operator.desired.validation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.operator.desired.template.TemplateSpec;

/**
 * A place in a spec where flags of {@code erl} are written.
 *
 * @param field the path of the field
 * @param place where the flags go relative to the command line of the image
 * @param arguments the flags and their values
 */
record FlagSource(String field, Place place, Arguments arguments) {

    /** Where flags go. Of two flags with the same name {@code erl} takes the first, for most of those that matter to a mesh. */
    enum Place {
        BEFORE,
        COMMAND_LINE,
        AFTER
    }

    /** Also read by {@code erl}: ERL_OTP27_FLAGS and the like, before all others (Erlang/OTP, erlexec.c). */
    private static final Pattern BEFORE = Pattern.compile("ERL_AFLAGS|ERL_OTP\\d+_FLAGS");

    private static final Pattern AFTER = Pattern.compile("ERL_FLAGS|ERL_ZFLAGS");

    private static final String ELIXIR = "ELIXIR_ERL_OPTIONS";
    private static final List<String> SHELLS = List.of("sh", "ash", "bash", "dash");
    private static final Pattern OPERATORS = Pattern.compile("[;&|()\n]");

    /** Returns all such places in the spec: variables with a plain value, and a command line that starts {@code erl}. */
    static Stream<FlagSource> of(BeamCluster cluster) {
        Release release = cluster.getSpec().release();
        Stream<FlagSource> variables =
                PlainVariable.of(cluster).flatMap(variable -> ofVariable(variable, release).stream());
        Stream<FlagSource> commands =
                TemplateSpec.of(cluster).nodeContainers().flatMap(container -> ofCommandLine(container).stream());
        return Stream.concat(variables, commands);
    }

    List<ErlFlag> flags() {
        return ErlFlag.in(arguments.list());
    }

    private static Optional<FlagSource> ofVariable(PlainVariable variable, Release release) {
        String name = variable.name();
        if (BEFORE.matcher(name).matches()) {
            return Optional.of(new FlagSource(variable.field(), Place.BEFORE, Arguments.ofErl(variable.value())));
        }
        if (AFTER.matcher(name).matches()) {
            return Optional.of(new FlagSource(variable.field(), Place.AFTER, Arguments.ofErl(variable.value())));
        }
        boolean isElixirs = name.equals(ELIXIR) && (release == Release.Mix || release == Release.Custom);
        return isElixirs
                ? Optional.of(new FlagSource(variable.field(), Place.BEFORE, Arguments.ofShell(variable.value())))
                : Optional.empty();
    }

    private static Optional<FlagSource> ofCommandLine(Map<String, Object> container) {
        List<String> command = strings(container.get("command"));
        List<String> args = strings(container.get("args"));
        List<String> words =
                words(Stream.concat(command.stream(), args.stream()).toList());
        for (int i = 0; i < words.size(); i++) {
            if (program(words.get(i)).equals("erl")) {
                List<String> flags = words.subList(i + 1, words.size()).stream()
                        .takeWhile(word -> !word.equals(";"))
                        .toList();
                String field = Paths.NODE + (args.isEmpty() ? ".command" : ".args");
                return Optional.of(new FlagSource(field, Place.COMMAND_LINE, new Arguments(flags, false)));
            }
        }
        return Optional.empty();
    }

    /** Returns the words of a command line. The script of {@code sh -c} is split into its own words. */
    private static List<String> words(List<String> command) {
        int option = command.indexOf("-c");
        boolean isScript =
                option > 0 && option + 1 < command.size() && SHELLS.contains(program(command.get(option - 1)));
        if (!isScript) {
            return command;
        }
        String script = OPERATORS.matcher(command.get(option + 1)).replaceAll(" ; ");
        return Arguments.ofErl(script.replace('\t', ' ')).list();
    }

    private static String program(String word) {
        return word.substring(word.lastIndexOf('/') + 1);
    }

    private static List<String> strings(@Nullable Object list) {
        return list instanceof List<?> items
                ? items.stream().filter(Objects::nonNull).map(String::valueOf).toList()
                : List.of();
    }
}
