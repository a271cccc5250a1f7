package dev.beamcluster.operator.desired.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The arguments in a text, split as the program that reads the text splits it.
 *
 * @param list the arguments in order
 * @param isOpen whether the text ends inside a quotation or with a backslash, so that text appended to it joins its last argument
 */
record Arguments(List<String> list, boolean isOpen) {

    Arguments {
        list = List.copyOf(list);
    }

    /**
     * Splits a variable such as {@code ERL_FLAGS} as {@code erl} does: only a space separates arguments, a quotation ends at the
     * next quotation mark of its kind, and a backslash outside of quotations quotes one character (Erlang/OTP, erlexec.c,
     * {@code build_args_from_string}).
     */
    static Arguments ofErl(String text) {
        var arguments = new ArrayList<String>();
        var argument = new StringBuilder();
        boolean isInside = false;
        char quotation = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (quotation == '\\' || (quotation != 0 && next != quotation)) {
                argument.append(next);
                quotation = quotation == '\\' ? 0 : quotation;
            } else if (quotation != 0) {
                quotation = 0;
            } else if (next == '"' || next == '\'' || next == '\\') {
                quotation = next;
                isInside = true;
            } else if (next != ' ') {
                argument.append(next);
                isInside = true;
            } else if (isInside) {
                arguments.add(argument.toString());
                argument.setLength(0);
                isInside = false;
            }
        }
        if (isInside) {
            arguments.add(argument.toString());
        }
        return new Arguments(arguments, quotation != 0);
    }

    /** Splits a variable such as {@code ELIXIR_ERL_OPTIONS}, which a shell script expands without quotation marks. */
    static Arguments ofShell(String text) {
        return new Arguments(
                Stream.of(text.split("[ \t\n]+", -1))
                        .filter(argument -> !argument.isEmpty())
                        .toList(),
                false);
    }
}
