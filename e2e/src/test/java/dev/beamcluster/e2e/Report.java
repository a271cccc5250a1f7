package dev.beamcluster.e2e;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table of what was measured; each row is printed as it comes, since the whole takes long. */
final class Report {

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final List<String> rows = new ArrayList<>();

    /**
     * One figure.
     *
     * @param peer what was measured beside it in the same run, or nothing
     * @param goal or nothing
     */
    void row(String what, String measured, String peer, String goal) {
        rows.add("| %s | %s | %s | %s |".formatted(what, measured, peer, goal));
        out.println(rows.getLast());
    }

    void write(Path file, String where) throws IOException {
        Files.writeString(file, """
                # Benchmarks

                Measured by `make bench` %s.

                | what | measured | beside it, in the same run | goal |
                |---|---|---|---|
                %s

                ## What is behind the figures

                - **apply → Ready.** A bare StatefulSet without a probe calls a pod ready when its process runs, before the \
                application listens; that is less than what Ready says here. With the same probe the difference is what the \
                operator puts before the pods: a Secret, a Service and a StatefulSet, applied one after the other, and a Secret \
                that the kubelet mounts; and what comes after: the StatefulSet's own status and one status patch. The mesh \
                itself is whole before the probe's next second, as `make demo` shows.
                - **Rounds beside `erpc:multicall`.** The peer has every node call every other one, and trusts that they are \
                connected: where one is not, the call connects it. The operator asks each node first whom it is connected to, \
                and then one end of each link calls the other ([ADR 13](adr/0013-one-call-verifies-both-directions.md)). \
                JInterface has no atom cache, so names go out in full.
                - **Formation.** All VMs share this machine, and what they do to connect, plain Erlang's figure beside it, \
                is nearly all of the time. The operator adds a proof of each path before it connects.
                - **Cuts** are seen after the interval (1 s), the deadline (1.5 s) and what it takes to drop the packets, at most.
                """.formatted(where, String.join("\n", rows)));
    }
}
