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

/** What a node says of itself. What is not what was asked for is empty; nothing throws. */
final class NodeAnswers {

    private NodeAnswers() {}

    /**
     * The node names in a list of atoms; empty when it is no such list. Names that are none are left out.
     *
     * @param known names that need not be read again, by their text
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

    /** A text, for example an OTP release: short and printable, or empty. */
    static Optional<String> text(OtpErlangObject term) {
        return term instanceof OtpErlangString string && string.stringValue().matches("[!-~]{1,64}")
                ? Optional.of(string.stringValue())
                : Optional.empty();
    }

    /** A pair of texts, as {@code init:script_id()} gives it, with a blank between them. */
    static Optional<String> pairOfTexts(OtpErlangObject term) {
        return term instanceof OtpErlangTuple pair && pair.arity() == 2
                ? text(pair.elementAt(0))
                        .flatMap(first -> text(pair.elementAt(1)).map(second -> first + " " + second))
                : Optional.empty();
    }

    /**
     * Applications and their versions; empty when it is no such list. An application that is none is left out. While one starts,
     * nobody is told which run: the controller answers nobody (kernel, application), which says nothing against the node.
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

    /** A number that is none of seconds is as good as none. */
    static Optional<Integer> seconds(OtpErlangObject term) {
        return Terms.number(term)
                .filter(number -> number >= 0 && number <= Integer.MAX_VALUE)
                .map(Math::toIntExact);
    }

    /** Whether {@code application:get_env/2} answered that a setting is there and is false. */
    static boolean isFalseSetting(OtpErlangObject term) {
        return Terms.isPair(term, "ok") && Terms.isAtom(Terms.second(term), "false");
    }

    /** Whether {@code init:get_argument/1} answered that a flag was given. */
    static boolean isGivenFlag(OtpErlangObject term) {
        return Terms.isPair(term, "ok");
    }

    /** The first value of a flag, as {@code init:get_argument/1} tells it; empty where it was not given, or without a value. */
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
