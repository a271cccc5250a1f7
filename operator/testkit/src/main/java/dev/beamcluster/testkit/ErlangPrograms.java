package dev.beamcluster.testkit;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Erlang code that runs on lab machines. */
final class ErlangPrograms {

    /** Listens on epmd's port and sends data without end to every client. */
    static final String FLOODING_EPMD = "{ok, L} = gen_tcp:listen(4369, [binary, {active, false}, {reuseaddr, true}]), "
            + "(fun F() -> {ok, S} = gen_tcp:accept(L), P = spawn(fun() -> receive go -> ok end, "
            + "(fun G() -> ok = gen_tcp:send(S, <<0:8000000>>), G() end)() end), "
            + "gen_tcp:controlling_process(S, P), P ! go, F() end)().";

    /** For {@link LabNode#ask}: after a second, eight processes loop for ten seconds. */
    static final String BUSY_SCHEDULERS = "erlang, apply, [fun() -> [spawn_opt(fun() -> receive after 1000 -> ok end, "
            + "End = erlang:monotonic_time(second) + 10, "
            + "(fun F() -> case erlang:monotonic_time(second) < End of true -> F(); false -> ok end end)() end, "
            + "[{priority, high}]) || _ <- lists:seq(1, 8)], ok end, []]";

    /** For {@link LabNode#ask}: returns the port of the connection to each peer. */
    static final String CONNECTIONS = "erlang, apply, [fun() -> [{atom_to_list(N), erlang:port_to_list(P)} "
            + "|| {N, P} <- erlang:system_info(dist_ctrl)] end, []]";

    /** One connection to another lab node. */
    private static final Pattern CONNECTION = Pattern.compile("\"(lab@[^\"]+)\",\\s*\"(#Port<[0-9.]+>)\"");

    private ErlangPrograms() {}

    /** Parses what {@link #CONNECTIONS} returned: the port of the connection to each peer. */
    static Map<String, String> readConnections(String printed) {
        return CONNECTION
                .matcher(printed)
                .results()
                .collect(Collectors.toMap(end -> end.group(1), end -> end.group(2)));
    }
}
