package dev.beamcluster.mesh.erlang;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangString;
import com.ericsson.otp.erlang.OtpErlangTuple;

import dev.beamcluster.mesh.NodeName;

/** Reads what a node reports about itself. An unexpected term is empty; nothing throws. */
final class NodeAnswers {

    private NodeAnswers() {}

    /**
     * Reads node names from a list of atoms; empty if it is not such a list. Leaves out invalid names.
     *
     * @param known names by their text, which need not be parsed again
     */
    static Optional<SortedSet<NodeName>> nodes(OtpErlangObject term, Map<String, NodeName> known) {
        if (!(term instanceof OtpErlangList list) || !list.isProper()) {
            return Optional.empty();
        }
        var nodes = new TreeSet<NodeName>();
        for (OtpErlangObject element : list) {
            if (!(element instanceof OtpErlangAtom atom)) {
                return Optional.empty();
            }
            NodeName name = known.get(atom.atomValue());
            if (name != null) {
                nodes.add(name);
            } else {
                NodeName.parse(atom.atomValue()).ifPresent(nodes::add);
            }
        }
        return Optional.of(nodes);
    }

    /** Reads a text, for example an OTP release; empty unless it is short and printable. */
    static Optional<String> text(OtpErlangObject term) {
        return term instanceof OtpErlangString string && string.stringValue().matches("[!-~]{1,64}")
                ? Optional.of(string.stringValue())
                : Optional.empty();
    }

    /** Reads a pair of texts, as {@code init:script_id()} returns it, and joins them with a space. */
    static Optional<String> pairOfTexts(OtpErlangObject term) {
        return term instanceof OtpErlangTuple pair && pair.arity() == 2
                ? text(pair.elementAt(0))
                        .flatMap(first -> text(pair.elementAt(1)).map(second -> first + " " + second))
                : Optional.empty();
    }

    /**
     * Reads applications and their versions; empty if it is not such a list. Leaves out invalid entries. While an
     * application starts, the application controller answers nobody (kernel, application), so a missing answer is not
     * a fault of the node.
     */
    static Optional<SortedMap<String, String>> applications(OtpErlangObject term) {
        if (Terms.isPair(term, "badrpc")) {
            return Optional.of(Collections.emptySortedMap());
        }
        if (!(term instanceof OtpErlangList list) || !list.isProper()) {
            return Optional.empty();
        }
        var versions = new TreeMap<String, String>();
        for (OtpErlangObject element : list) {
            if (element instanceof OtpErlangTuple entry
                    && entry.arity() == 3
                    && entry.elementAt(0) instanceof OtpErlangAtom application) {
                text(entry.elementAt(2)).ifPresent(version -> versions.put(application.atomValue(), version));
            }
        }
        return Optional.of(versions);
    }

    /** Treats a number that cannot be a number of seconds as missing. */
    static Optional<Integer> seconds(OtpErlangObject term) {
        return Terms.number(term)
                .filter(number -> number >= 0 && number <= Integer.MAX_VALUE)
                .map(Math::toIntExact);
    }

    /** Whether {@code application:get_env/2} returned that a setting is false. */
    static boolean isFalseSetting(OtpErlangObject term) {
        return Terms.isPair(term, "ok") && Terms.isAtom(Terms.second(term), "false");
    }

    /** Whether {@code init:get_argument/1} returned that a flag was given. */
    static boolean isGivenFlag(OtpErlangObject term) {
        return Terms.isPair(term, "ok");
    }

    /**
     * The first value of a flag, as {@code init:get_argument/1} returns it; empty if the flag or its value is
     * missing.
     */
    static Optional<String> flag(OtpErlangObject term) {
        return isGivenFlag(term)
                        && Terms.second(term) instanceof OtpErlangList given
                        && given.arity() > 0
                        && given.elementAt(0) instanceof OtpErlangList values
                        && values.arity() > 0
                ? text(values.elementAt(0))
                : Optional.empty();
    }
}
