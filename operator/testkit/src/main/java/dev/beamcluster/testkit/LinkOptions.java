package dev.beamcluster.testkit;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The options with which the kernel retransmits over one end of a connection.
 *
 * @param userTimeout {@code TCP_USER_TIMEOUT} in milliseconds
 * @param longestWait {@code TCP_RTO_MAX_MS}
 */
public record LinkOptions(int userTimeout, int longestWait) {

    /** The defaults of Linux. */
    public static final LinkOptions DEFAULT = new LinkOptions(0, 120_000);

    private static final String READ = "erlang, apply, [fun() -> [begin {ok, [{raw, _, _, <<T:32/native>>}, "
            + "{raw, _, _, <<W:32/native>>}]} = inet:getopts(P, [{raw, 6, 18, 4}, {raw, 6, 44, 4}]), "
            + "{atom_to_list(N), T, W} end || {N, P} <- erlang:system_info(dist_ctrl), is_port(P)] end, []]";

    private static final Pattern END = Pattern.compile("\"(lab@[^\"]+)\",\\s*([0-9]+),\\s*([0-9]+)");

    /** Reads the options of a node's ends of its connections, by peer; without connections of TLS. */
    public static Map<String, LinkOptions> of(LabNode node) {
        return END.matcher(node.ask(READ)).results().collect(Collectors.toMap(end -> end.group(1), LinkOptions::parse));
    }

    private static LinkOptions parse(MatchResult end) {
        return new LinkOptions(Integer.parseInt(end.group(2)), Integer.parseInt(end.group(3)));
    }
}
