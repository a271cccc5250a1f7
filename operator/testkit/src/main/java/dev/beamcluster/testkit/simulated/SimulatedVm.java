package dev.beamcluster.testkit.simulated;

import java.util.List;
import java.util.stream.StreamSupport;

import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangObject;

import dev.beamcluster.testkit.Terms;

/** What the VM of a simulated node answers about its resources: in the form of Erlang, and always the same numbers. */
final class SimulatedVm {

    private static final List<String> MEMORY =
            List.of("total", "processes", "processes_used", "system", "atom", "atom_used", "binary", "code", "ets");
    private static final long BYTES = 12_345_678;
    private static final long COUNT = 1_234;

    private SimulatedVm() {}

    /** Answers {@code erlang:memory()}. */
    static OtpErlangObject memory() {
        return Terms.list(MEMORY.stream().map(kind -> pair(kind, BYTES)).toArray(OtpErlangObject[]::new));
    }

    /**
     * Answers {@code lists:map} of {@code erlang:system_info/1} or {@code erlang:statistics/1}, which share no item.
     *
     * @param items the second argument of the call
     */
    static OtpErlangObject each(OtpErlangList items) {
        return Terms.list(StreamSupport.stream(items.spliterator(), false)
                .map(item -> of(((OtpErlangAtom) item).atomValue()))
                .toArray(OtpErlangObject[]::new));
    }

    private static OtpErlangObject of(String item) {
        return switch (item) {
            case "reductions", "context_switches", "runtime", "wall_clock" ->
                Terms.tuple(Terms.number(COUNT), Terms.number(0));
            case "garbage_collection" -> Terms.tuple(Terms.number(COUNT), Terms.number(BYTES), Terms.number(0));
            case "io" -> Terms.tuple(pair("input", BYTES), pair("output", BYTES));
            default -> Terms.number(COUNT);
        };
    }

    private static OtpErlangObject pair(String name, long number) {
        return Terms.tuple(Terms.atom(name), Terms.number(number));
    }
}
