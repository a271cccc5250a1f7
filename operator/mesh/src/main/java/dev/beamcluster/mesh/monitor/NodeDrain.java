package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.erlang.CallFailure;
import dev.beamcluster.mesh.erlang.Deadline;
import dev.beamcluster.mesh.erlang.NodeConnection;

/**
 * Has an application finish what it is at before its node goes. A lost packet, or a node that still takes a dead operator for
 * connected, is no reason to give up while the pod waits.
 */
final class NodeDrain {

    private static final Logger LOG = LoggerFactory.getLogger(NodeDrain.class);

    /** Between two tries: both of these pass in about so long. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** The node answers, and another moment does not change what. */
    private static final Set<Cause> DEFINITE = Set.of(Cause.COOKIE_MISMATCH, Cause.NAME_MISMATCH, Cause.INCOMPATIBLE);

    private final Member member;
    private final DrainCall call;
    private final Duration noteTimeout;

    /** How to get at the connection to an address of the node. */
    @FunctionalInterface
    interface Connecting {
        NodeConnection.Attempt to(String address) throws InterruptedException;
    }

    /** How one try went. */
    private sealed interface Try {
        record Over(DrainResult result) implements Try {}

        record Again(String why, boolean wasCalled) implements Try {}
    }

    /**
     * A drain of one node.
     *
     * @param noteTimeout how long the node may take to note that the drain is over
     */
    NodeDrain(Member member, DrainCall call, Duration noteTimeout) {
        this.member = member;
        this.call = call;
        this.noteTimeout = noteTimeout;
    }

    /** Runs on a thread of its own. */
    CompletableFuture<DrainResult> start(Connecting connecting, BooleanSupplier isThere) {
        var result = new CompletableFuture<DrainResult>();
        Thread.ofVirtual().name("drain-" + member.node()).start(() -> {
            try {
                result.complete(
                        member.address().isEmpty()
                                ? new DrainResult.Failed("its pod has no address")
                                : run(member.address().get(), connecting, isThere));
            } catch (InterruptedException | RuntimeException | Error e) {
                LOG.atError()
                        .addKeyValue("node", member.node())
                        .setCause(e)
                        .log("a drain failed for an error of the operator's own");
                result.complete(new DrainResult.Failed("the operator itself failed: " + e));
            }
        });
        return result;
    }

    /**
     * Calls the function, once for each connection that was to be had, until it answers, and lets the pod go, however it went.
     *
     * @param isThere whether there is still somebody to be drained
     */
    private DrainResult run(String address, Connecting connecting, BooleanSupplier isThere)
            throws InterruptedException {
        long began = System.nanoTime();
        var trouble = new Try.Again("", false);
        Duration left = call.timeout();
        while (true) {
            switch (next(connecting.to(address), left)) {
                case Try.Over(DrainResult result) -> {
                    return result;
                }
                // That nobody answers afterwards says less than that it broke.
                case Try.Again again -> trouble = trouble.wasCalled() && !again.wasCalled() ? trouble : again;
            }
            left = call.timeout().minusNanos(System.nanoTime() - began).minus(PAUSE);
            if (!left.isPositive()) {
                return new DrainResult.Failed(trouble.why());
            }
            if (!isThere.getAsBoolean()) {
                return new DrainResult.Failed(trouble.why() + "; its pod is gone now");
            }
            Thread.sleep(PAUSE);
        }
    }

    private Try next(NodeConnection.Attempt attempt, Duration left) throws InterruptedException {
        return switch (attempt) {
            case NodeConnection.Attempt.Failed(Fault fault) -> {
                String why = "the operator cannot reach the node: " + fault.cause() + " " + fault.detail();
                yield DEFINITE.contains(fault.cause())
                        ? new Try.Over(new DrainResult.Failed(why))
                        : new Try.Again(why, false);
            }
            case NodeConnection.Attempt.Connected(NodeConnection connection) -> {
                connection.drainBegins();
                try {
                    yield over(connection, left);
                } finally {
                    connection.drainEnds();
                }
            }
        };
    }

    private Try over(NodeConnection connection, Duration left) throws InterruptedException {
        Optional<DrainResult> result = drain(connection, left);
        if (result.isEmpty()) {
            return new Try.Again("the connection was lost while " + call + " ran", true);
        }
        // A file is how a preStop hook can be told without a VM of its own. Without it the hook waits as long as the
        // drain
        // may take, and no longer.
        var _ = connection.calls().writeEmptyFile(call.doneFile()).awaitAny(Deadline.in(noteTimeout));
        return new Try.Over(result.get());
    }

    /** Empty where the connection broke before there was an answer. */
    private Optional<DrainResult> drain(NodeConnection connection, Duration left) throws InterruptedException {
        try {
            return Optional.of(
                    connection.calls().drain(call, member.node(), left).await(Deadline.in(left)));
        } catch (CallFailure.TimedOut e) {
            return Optional.of(new DrainResult.Failed(call + " took longer than " + left.toSeconds() + " s"));
        } catch (CallFailure e) {
            return Optional.empty();
        }
    }
}
