package dev.beamcluster.e2e.harness;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A node of a person that connects to the first node of a mesh, as one on a laptop does: it resolves the host name of that node only, and
 * the peers of that node cannot connect to it.
 *
 * @param beam whose node it visits
 * @param name before the {@code @127.0.0.1} of its node name
 */
public record Visitor(Beam beam, String name) {

    private static final String LEAVE = "/tmp/leave";

    /** Longer than a busy machine takes to see a visitor. */
    private static final Duration LONGEST = Duration.ofSeconds(45);

    private static final int CHECKS_A_SECOND = 10;

    /** The name of its node. */
    public String node() {
        return name + "@127.0.0.1";
    }

    /** Connects with these additional arguments for {@code erl}, and leaves after this time. */
    public void visit(String arguments, Duration time) {
        var _ = stay(arguments, time).orFail();
    }

    /** Connects visibly, runs an action that checks that somebody sees it, and leaves. */
    public void visitDuring(Runnable isSeen) {
        var stay = CompletableFuture.supplyAsync(() -> stay("", LONGEST), Thread::startVirtualThread);
        isSeen.run();
        var _ = beam.exec(beam.pod(0), "touch " + LEAVE).orFail();
        var _ = stay.join().orFail();
    }

    private CommandResult stay(String arguments, Duration atMost) {
        return beam.exec(beam.pod(0), """
                rm -f %s; printf '{lookup,[file]}.\\n{host,{127,0,0,1},["%%s"]}.\\n' $BEAM_HOST > /tmp/inetrc; \
                erl -kernel inetrc '"/tmp/inetrc"' -name %s %s -noinput -eval "true = net_kernel:connect_node('$BEAM_NODE'), \
                [timer:sleep(%d) || _ <- lists:seq(1, %d), not filelib:is_file(\\"%s\\")], halt()."\
                """.formatted(
                        LEAVE, node(), arguments, 1000 / CHECKS_A_SECOND, atMost.toSeconds() * CHECKS_A_SECOND, LEAVE));
    }
}
