package dev.beamcluster.kubectl.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The question for a {@link NodeSample}, in Erlang, and how its answer is read. */
final class SampleQuestion {

    /**
     * Asks every process for the length of its queue, on the node, and answers with one line. It reads and sends nothing else
     * of a process, and needs no code on the node but kernel and stdlib.
     */
    static final String ERLANG = """
            Queues = [{L, P} || P <- erlang:processes(),
                                {message_queue_len, L} <- [erlang:process_info(P, message_queue_len)], L > 0],
            Longest = lists:sublist(lists:reverse(lists:keysort(1, Queues)), 3),
            Who = fun(P) ->
              case erlang:process_info(P, registered_name) of
                {registered_name, Name} -> erlang:atom_to_list(Name);
                _ -> case erlang:process_info(P, initial_call) of
                  {initial_call, {M, F, A}} ->
                    lists:flatten(io_lib:format("~p ~s:~s/~b", [P, M, F, A]));
                  _ -> lists:flatten(io_lib:format("~p", [P]))
                end
              end
            end,
            unicode:characters_to_binary(io_lib:format("~b\\t~b\\t~b\\t~b\\t~b~ts", [
              erlang:memory(total), erlang:statistics(total_run_queue_lengths),
              erlang:system_info(schedulers_online), erlang:system_info(process_count),
              erlang:system_info(process_limit),
              [io_lib:format("\\t~b\\t~ts", [L, Who(P)]) || {L, P} <- Longest]])).""".replace("\n", " ");

    private static final int NUMBERS = 5;

    private SampleQuestion() {}

    /**
     * Reads the answer.
     *
     * @throws IOException if it is not one
     */
    static NodeSample read(String answer) throws IOException {
        String[] parts = answer.split("\t", -1);
        try {
            List<NodeSample.Queue> queues = new ArrayList<>();
            for (int i = NUMBERS; i + 1 < parts.length; i += 2) {
                queues.add(new NodeSample.Queue(printable(parts[i + 1]), Long.parseLong(parts[i])));
            }
            return new NodeSample(
                    Long.parseLong(parts[0]),
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4]),
                    queues);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("an answer that cannot be read", e);
        }
    }

    /** A registered name may contain anything, and must not move the cursor of a terminal. */
    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
