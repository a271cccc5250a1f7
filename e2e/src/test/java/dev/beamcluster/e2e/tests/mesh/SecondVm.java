package dev.beamcluster.e2e.tests.mesh;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.beamcluster.e2e.harness.SampleRelease;

/**
 * The commands that start a second VM in a pod, as docs/distribution.md has them, for the images of the tests.
 *
 * @param calls each command and what it prints; {@code NODE} stands for the name of the node
 * @param console the command that opens a remote console
 * @param probe the command of an exec probe
 */
record SecondVm(Map<String, String> calls, String console, List<String> probe) {

    private static final String ERL = "erl -name undefined@127.0.0.1";
    private static final String WITH_COOKIE = ERL + " -setcookie \"$(cat $BEAM_COOKIE_FILE)\"";

    /** Asks the node for its name, within five seconds. */
    private static final String CALL = " -noinput -eval \"N = '$BEAM_NODE', halt(case net_kernel:connect_node(N)"
            + " andalso rpc:call(N, erlang, node, [], 5000) of N -> 0; _ -> 1 end)\"";

    private static final String ESCRIPT = "env ERL_AFLAGS= ERL_ZFLAGS= escript ";

    static SecondVm of(SampleRelease workload) {
        return switch (workload) {
            case MIX ->
                new SecondVm(
                        Map.of(
                                "bin/chat rpc 'IO.puts(node())'", "NODE",
                                "bin/chat eval 'IO.puts(node())'", "nonode@nohost"),
                        "bin/chat remote",
                        List.of("bin/chat", "rpc", ":ok"));
            case RELX ->
                new SecondVm(
                        Map.of(
                                "bin/ledger ping", "pong",
                                "bin/ledger rpc erlang node", "'NODE'",
                                "bin/ledger eval 'node().'", "'NODE'"),
                        "bin/ledger remote_console",
                        List.of("bin/ledger", "ping"));
            case ERL -> plain(ERL);
            case CUSTOM -> plain(WITH_COOKIE);
        };
    }

    private static SecondVm plain(String erl) {
        return new SecondVm(
                Map.of(erl + CALL, "", ESCRIPT + "/tmp/hello", "escript runs"),
                erl + " -remsh $BEAM_NODE",
                List.of("sh", "-c", "exec " + erl + CALL));
    }

    /** Every line that the documentation must have. */
    Stream<String> lines() {
        return Stream.concat(calls.keySet().stream(), Stream.of(console));
    }

    /** The probe as a readiness probe in the YAML of a spec. */
    String readinessProbe() {
        String command = probe.stream()
                .map(word -> word.startsWith("bin/") ? "/app/" + word : word)
                .map(word -> "'" + word.replace("'", "''") + "'")
                .collect(Collectors.joining(", "));
        return """
                  template:
                    spec:
                      containers:
                      - name: beam
                        readinessProbe: {periodSeconds: 5, timeoutSeconds: 20, exec: {command: [%s]}}
                """.formatted(command);
    }
}
