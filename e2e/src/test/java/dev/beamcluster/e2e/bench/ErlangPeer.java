package dev.beamcluster.e2e.bench;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.beamcluster.testkit.Fleet;

/** The hidden Erlang node beside a fleet: it asks the same of the nodes as the operator, and what that costs them. */
final class ErlangPeer {

    /** Each node calls {@code erlang:node/0} on each other one: what the operator has them do. */
    private static final String ALL_LINKS =
            "erpc:multicall(Nodes, erpc, multicall, [Nodes, erlang, node, [], 10000], 20000)";

    /** Each node connects to every one that comes after it, side by side; then all links are checked. */
    private static final String EACH_CONNECTS = """
            {Micros, _} = timer:tc(fun() -> Later = fun(N) -> lists:nthtail(N, Nodes) end, \
            Asked = [erpc:send_request(lists:nth(N, Nodes), lists, foreach, [fun net_kernel:connect_node/1, Later(N)]) \
            || N <- lists:seq(1, length(Nodes))], [ok = erpc:receive_response(A, 120000) || A <- Asked], %s end), \
            io:format("~b~n", [Micros])""".formatted(ALL_LINKS);

    /** Of all nodes together: bytes through ports, atoms, milliseconds of CPU; asking is a part of it, and small. */
    private static final String USAGE = """
            Bytes = lists:sum([I + O || {ok, {{input, I}, {output, O}}} <- erpc:multicall(Nodes, erlang, statistics, [io])]), \
            Atoms = lists:sum([A || {ok, A} <- erpc:multicall(Nodes, erlang, system_info, [atom_count])]), \
            Millis = lists:sum([T || {ok, {T, _}} <- erpc:multicall(Nodes, erlang, statistics, [runtime])]), \
            io:format("~b~n~b~n~b~n", [Bytes, Atoms, Millis])""";

    private ErlangPeer() {}

    /** How long it takes to connect a fleet and check all its links. */
    static Duration formation(Fleet fleet) {
        return Duration.of(fleet.numbers(EACH_CONNECTS).getFirst(), ChronoUnit.MICROS);
    }

    /** Rounds with the links to the nodes open. */
    static List<Duration> warmRounds(Fleet fleet, int count) {
        return rounds(fleet, count, "[true = net_kernel:connect_node(N) || N <- Nodes]", "ok");
    }

    /** Rounds with no link to a node open before. */
    static List<Duration> coldRounds(Fleet fleet, int count) {
        return rounds(fleet, count, "ok", "[erlang:disconnect_node(N) || N <- Nodes], timer:sleep(300)");
    }

    private static List<Duration> rounds(Fleet fleet, int count, String first, String beforeEach) {
        List<Long> micros = fleet.numbers("""
                %s, _ = %s, lists:foreach(fun(_) -> %s, {Micros, _} = timer:tc(fun() -> %s end), \
                io:format("~b~n", [Micros]) end, lists:seq(1, %d))""".formatted(first, ALL_LINKS, beforeEach, ALL_LINKS, count));
        return micros.stream()
                .map(micro -> Duration.of(micro, ChronoUnit.MICROS))
                .toList();
    }

    /**
     * What all nodes together have used so far.
     *
     * @param bytes in and out of their ports
     * @param atoms in their tables
     * @param cpu of their VMs
     */
    record Usage(long bytes, long atoms, Duration cpu) {

        Usage since(Usage before) {
            return new Usage(bytes - before.bytes, atoms - before.atoms, cpu.minus(before.cpu));
        }
    }

    static Usage usage(Fleet fleet) {
        List<Long> numbers = fleet.numbers(USAGE);
        return new Usage(numbers.getFirst(), numbers.get(1), Duration.ofMillis(numbers.getLast()));
    }
}
