package dev.beamcluster.mesh.jinterface;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import com.ericsson.otp.erlang.OtpErlangBinary;
import com.ericsson.otp.erlang.OtpErlangMap;
import com.ericsson.otp.erlang.OtpErlangObject;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;

/**
 * Has an application finish what it is at before its node goes. A lost packet, or a node that still takes a dead operator for
 * connected, is no reason to give up while the pod waits.
 */
final class NodeDrain {

    /** Between two tries: both of these pass in about so long. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** The node answers, and another moment does not change what. */
    private static final Set<Cause> DEFINITE = Set.of(Cause.COOKIE_MISMATCH, Cause.NAME_MISMATCH, Cause.INCOMPATIBLE);

    private final NodeName node;
    private final DrainCall call;
    private final Duration patience;

    /** How to get at the connection to the node. */
    @FunctionalInterface
    interface Connecting {
        NodeConnection.Attempt attempt() throws InterruptedException;
    }

    /** How one try went. */
    private sealed interface Try {
        record Over(DrainResult result) implements Try {}

        record Again(String why, boolean wasCalled) implements Try {}
    }

    /**
     * A drain of one node.
     *
     * @param patience how long the node may take to take note that the drain is over
     */
    NodeDrain(NodeName node, DrainCall call, Duration patience) {
        this.node = node;
        this.call = call;
        this.patience = patience;
    }

    /**
     * Calls the function, once for each connection that was to be had, until it answers, and lets the pod go, however it went.
     *
     * @param isThere whether there is still somebody to be drained
     */
    DrainResult run(Connecting connecting, BooleanSupplier isThere) throws InterruptedException {
        long began = System.nanoTime();
        var trouble = new Try.Again("", false);
        Duration left = call.timeout();
        while (true) {
            switch (next(connecting, left)) {
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
                return new DrainResult.Failed(trouble.why() + "; now its pod is gone");
            }
            Thread.sleep(PAUSE);
        }
    }

    private Try next(Connecting connecting, Duration left) throws InterruptedException {
        return switch (connecting.attempt()) {
            case NodeConnection.Attempt.Failed(Fault fault) -> {
                String why = "the node does not answer the operator: " + fault.cause() + " " + fault.detail();
                yield DEFINITE.contains(fault.cause())
                        ? new Try.Over(new DrainResult.Failed(why))
                        : new Try.Again(why, false);
            }
            case NodeConnection.Attempt.Connected(NodeConnection link) -> {
                link.drainBegins();
                try {
                    yield over(link, left);
                } finally {
                    link.drainEnds();
                }
            }
        };
    }

    private Try over(NodeConnection link, Duration left) throws InterruptedException {
        Optional<DrainResult> result = drain(link, left);
        if (result.isEmpty()) {
            return new Try.Again("the connection broke while " + call + " ran", true);
        }
        try {
            // A file is how a preStop hook can be told without a VM of its own.
            var _ = Deadline.in(patience)
                    .await(link.wire()
                            .call("file", "write_file", Terms.text(call.doneFile()), new OtpErlangBinary(new byte[0])));
        } catch (TimeoutException | ExecutionException e) {
            // The hook waits as long as the drain may take, and no longer.
        }
        return new Try.Over(result.get());
    }

    /** Empty where the connection broke before there was an answer. */
    private Optional<DrainResult> drain(NodeConnection link, Duration left) throws InterruptedException {
        try {
            OtpErlangObject answer =
                    Deadline.in(left).await(link.wire().call(call.module(), call.function(), argument(left)));
            return Optional.of(Terms.drainResult(answer, call));
        } catch (TimeoutException e) {
            return Optional.of(new DrainResult.Failed(call + " took longer than " + left.toSeconds() + " s"));
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }

    private OtpErlangMap argument(Duration left) {
        return new OtpErlangMap(
                new OtpErlangObject[] {Terms.atom("node"), Terms.atom("timeout")},
                new OtpErlangObject[] {Terms.atom(node), Terms.number(left.toMillis())});
    }
}
