package dev.beamcluster.mesh.erlang;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangTuple;

import dev.beamcluster.mesh.VmFigures;

/** Reads what a node reports about the resources of its VM. An unexpected term is empty; nothing throws. */
final class VmAnswers {

    /** The items of {@code erlang:system_info/1} that are asked for, all of them numbers. */
    static final List<String> SYSTEM_INFO = List.of(
            "process_count",
            "process_limit",
            "port_count",
            "port_limit",
            "atom_count",
            "atom_limit",
            "ets_count",
            "ets_limit",
            "schedulers_online",
            "wordsize");

    /** The items of {@code erlang:statistics/1} that are asked for. */
    static final List<String> STATISTICS =
            List.of("run_queue", "reductions", "context_switches", "garbage_collection", "io", "runtime", "wall_clock");

    private VmAnswers() {}

    /** Reads a list of pairs of a name and a number, as {@code erlang:memory()} returns it. Leaves out other elements. */
    static Optional<Map<String, Long>> numbersByName(OtpErlangObject term) {
        if (!(term instanceof OtpErlangList list) || !list.isProper()) {
            return Optional.empty();
        }
        var numbers = new HashMap<String, Long>();
        for (OtpErlangObject element : list) {
            if (element instanceof OtpErlangTuple pair
                    && pair.arity() == 2
                    && pair.elementAt(0) instanceof OtpErlangAtom name) {
                amount(pair.elementAt(1)).ifPresent(number -> numbers.put(name.atomValue(), number));
            }
        }
        return Optional.of(numbers);
    }

    /** Reads a list of this size. */
    static Optional<List<OtpErlangObject>> elements(OtpErlangObject term, int size) {
        return term instanceof OtpErlangList list && list.isProper() && list.arity() == size
                ? Optional.of(List.of(list.elements()))
                : Optional.empty();
    }

    /**
     * Combines the answers; empty if one has no number where it is expected.
     *
     * @param info the values of {@link #SYSTEM_INFO}
     * @param statistics the values of {@link #STATISTICS}
     */
    static Optional<VmFigures> figures(
            Map<String, Long> memory, List<OtpErlangObject> info, List<OtpErlangObject> statistics) {
        try {
            return Optional.of(new VmFigures(memory(memory), use(info), work(info, statistics), traffic(statistics)));
        } catch (NoSuchElementException e) {
            return Optional.empty();
        }
    }

    private static VmFigures.Memory memory(Map<String, Long> bytes) {
        return new VmFigures.Memory(
                named(bytes, "processes"),
                named(bytes, "processes_used"),
                named(bytes, "system"),
                named(bytes, "atom"),
                named(bytes, "atom_used"),
                named(bytes, "binary"),
                named(bytes, "code"),
                named(bytes, "ets"));
    }

    private static VmFigures.Use use(List<OtpErlangObject> info) {
        return new VmFigures.Use(used(info, "process"), used(info, "port"), used(info, "atom"), used(info, "ets"));
    }

    private static VmFigures.Amount used(List<OtpErlangObject> info, String what) {
        return new VmFigures.Amount(ofInfo(info, what + "_count"), ofInfo(info, what + "_limit"));
    }

    private static VmFigures.Work work(List<OtpErlangObject> info, List<OtpErlangObject> statistics) {
        return new VmFigures.Work(
                amount(ofStatistics(statistics, "run_queue")).orElseThrow(),
                ofInfo(info, "schedulers_online"),
                element(ofStatistics(statistics, "reductions"), 0),
                element(ofStatistics(statistics, "context_switches"), 0),
                element(ofStatistics(statistics, "garbage_collection"), 0),
                element(ofStatistics(statistics, "garbage_collection"), 1),
                ofInfo(info, "wordsize"),
                element(ofStatistics(statistics, "runtime"), 0),
                element(ofStatistics(statistics, "wall_clock"), 0));
    }

    private static VmFigures.Traffic traffic(List<OtpErlangObject> statistics) {
        Map<String, Long> io = ofStatistics(statistics, "io") instanceof OtpErlangTuple both
                ? numbersByName(new OtpErlangList(both.elements())).orElse(Map.of())
                : Map.of();
        return new VmFigures.Traffic(named(io, "input"), named(io, "output"));
    }

    private static long named(Map<String, Long> numbers, String name) {
        return Optional.ofNullable(numbers.get(name)).orElseThrow();
    }

    private static long ofInfo(List<OtpErlangObject> info, String item) {
        return amount(info.get(SYSTEM_INFO.indexOf(item))).orElseThrow();
    }

    private static OtpErlangObject ofStatistics(List<OtpErlangObject> statistics, String item) {
        return statistics.get(STATISTICS.indexOf(item));
    }

    private static long element(OtpErlangObject term, int index) {
        Optional<OtpErlangObject> element = term instanceof OtpErlangTuple tuple && tuple.arity() > index
                ? Optional.of(tuple.elementAt(index))
                : Optional.empty();
        return element.flatMap(VmAnswers::amount).orElseThrow();
    }

    /** A number that counts something. */
    private static Optional<Long> amount(OtpErlangObject term) {
        return Terms.number(term).filter(number -> number >= 0);
    }
}
