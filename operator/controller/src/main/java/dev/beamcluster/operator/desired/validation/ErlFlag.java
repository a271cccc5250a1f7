package dev.beamcluster.operator.desired.validation;

import java.util.ArrayList;
import java.util.List;

/**
 * A flag of {@code erl}.
 *
 * @param name its name, for example {@code -kernel}
 * @param values the arguments up to the next flag
 */
record ErlFlag(String name, List<String> values) {

    ErlFlag {
        values = List.copyOf(values);
    }

    /**
     * Returns the flags among these arguments. Arguments after {@code --} belong to no flag, and arguments after {@code -extra}
     * are not read as flags (Erlang/OTP, erl(1), init(3)).
     */
    static List<ErlFlag> in(List<String> arguments) {
        var flags = new ArrayList<ErlFlag>();
        String name = "--";
        var values = new ArrayList<String>();
        for (String argument : arguments) {
            if (argument.equals("-extra")) {
                break;
            }
            if (argument.startsWith("-") || argument.startsWith("+")) {
                flags.add(new ErlFlag(name, values));
                name = argument;
                values.clear();
            } else {
                values.add(argument);
            }
        }
        flags.add(new ErlFlag(name, values));
        return flags.subList(1, flags.size());
    }

    /** Returns the first value, or an empty string. */
    String value() {
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** Returns the value of this setting of the application that the flag names, or an empty string. */
    String setting(String key) {
        for (int i = 0; i + 1 < values.size(); i += 2) {
            if (values.get(i).equals(key)) {
                return values.get(i + 1);
            }
        }
        return "";
    }

    /** Whether a value is known only in the pod, because it refers to a variable. */
    static boolean isReference(String value) {
        return value.contains("$") || value.contains("`");
    }
}
