package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.DrainCall;
import dev.beamcluster.mesh.DrainResult;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.NodeCall;
import dev.beamcluster.mesh.erlang.CallFailure;
import dev.beamcluster.mesh.erlang.Deadline;
import dev.beamcluster.mesh.erlang.NodeConnection;
import dev.beamcluster.mesh.erlang.RemoteFunction;

/**
 * Drains an application before its node terminates. A lost packet, or a node that still considers a dead operator
 * connected, is no reason to give up while the pod waits.
 */
final class NodeDrain {

    private static final Logger LOG = LoggerFactory.getLogger(NodeDrain.class);

    /** The pause between two tries: about how long either problem lasts. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** The node answers, and will not answer differently later. */
    private static final Set<Cause> DEFINITE = Set.of(Cause.COOKIE_MISMATCH, Cause.NAME_MISMATCH, Cause.INCOMPATIBLE);

    private final Member member;
    private final DrainCall call;
    private final Duration noteTimeout;
    private final Consumer<NodeCall> journal;

    /** How to get the connection to an address of the node. */
    @FunctionalInterface
    interface Connecting {
        NodeConnection.Attempt to(String address) throws InterruptedException;
    }

    /** The result of one try. */
    private sealed interface Try {

        /** The drain is over; the pod waits on if the node did not answer that it wrote the file. */
        record Over(DrainResult result, boolean podWaits) implements Try {}

        record Again(String why, boolean wasCalled) implements Try {}
    }

    /**
     * Creates a drain of one node.
     *
     * @param noteTimeout how long the node may take to create the file that marks the end of the drain
     * @param journal records each call
     */
    NodeDrain(Member member, DrainCall call, Duration noteTimeout, Consumer<NodeCall> journal) {
        this.member = member;
        this.call = call;
        this.noteTimeout = noteTimeout;
        this.journal = journal;
    }

    /** Runs on its own thread. */
    CompletableFuture<DrainResult> start(Connecting connecting, BooleanSupplier isWaiting) {
        var result = new CompletableFuture<DrainResult>();
        Thread.ofVirtual().name("drain-" + member.node()).start(() -> {
            try {
                result.complete(
                        member.address().isEmpty()
                                ? new DrainResult.Failed("its pod has no address")
                                : run(member.address().get(), connecting, isWaiting));
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
     * Calls the function, once per connection, until it answers; then lets the pod stop, whatever the result.
     *
     * @param isWaiting whether the pod still waits for the drain
     */
    private DrainResult run(String address, Connecting connecting, BooleanSupplier isWaiting)
            throws InterruptedException {
        long began = System.nanoTime();
        var failure = new Try.Again("", false);
        Duration left = call.timeout();
        while (true) {
            switch (next(connecting.to(address), left)) {
                case Try.Over(DrainResult result, boolean podWaits) -> {
                    if (podWaits) {
                        writeFile(address, connecting, isWaiting, began);
                    }
                    return result;
                }
                // That the node cannot be reached afterwards says less than that the call broke off.
                case Try.Again again -> failure = failure.wasCalled() && !again.wasCalled() ? failure : again;
            }
            left = call.timeout().minusNanos(System.nanoTime() - began).minus(PAUSE);
            if (!left.isPositive()) {
                return new DrainResult.Failed(failure.why());
            }
            if (!isWaiting.getAsBoolean()) {
                return new DrainResult.Failed(failure.why() + "; its pod is gone now");
            }
            Thread.sleep(PAUSE);
        }
    }

    private Try next(NodeConnection.Attempt attempt, Duration left) throws InterruptedException {
        return switch (attempt) {
            case NodeConnection.Attempt.Failed(Fault fault) -> {
                String why = "the operator cannot reach the node: " + fault.cause() + " " + fault.detail();
                yield DEFINITE.contains(fault.cause())
                        ? new Try.Over(new DrainResult.Failed(why), false)
                        : new Try.Again(why, false);
            }
            case NodeConnection.Attempt.Connected(NodeConnection connection) -> {
                connection.drainStarted();
                try {
                    yield over(connection, left);
                } finally {
                    connection.drainEnded();
                }
            }
        };
    }

    private Try over(NodeConnection connection, Duration left) throws InterruptedException {
        long start = System.nanoTime();
        Optional<DrainResult> result = drain(connection, left);
        String lost = "the connection was lost while " + call + " ran";
        String why = result.map(NodeDrain::why).orElse(lost);
        tell(NodeCall.Purpose.DRAIN, call.toString(), why, start);
        if (result.isEmpty()) {
            return new Try.Again(lost, true);
        }
        return new Try.Over(result.get(), !isFileWritten(connection));
    }

    /**
     * Tries again while the pod waits. Without the file, the hook waits as long as the drain may take: five minutes for a drain
     * of a second, if the connection broke in that moment.
     */
    private void writeFile(String address, Connecting connecting, BooleanSupplier isWaiting, long began)
            throws InterruptedException {
        while (isWaiting.getAsBoolean()
                && System.nanoTime() - began < call.timeout().toNanos()) {
            Thread.sleep(PAUSE);
            if (connecting.to(address) instanceof NodeConnection.Attempt.Connected(NodeConnection connection)
                    && isFileWritten(connection)) {
                return;
            }
        }
    }

    /** A file lets the preStop hook know without starting a VM. An answer that is an error is final. */
    private boolean isFileWritten(NodeConnection connection) throws InterruptedException {
        long start = System.nanoTime();
        Optional<Boolean> written =
                connection.calls().writeEmptyFile(call.doneFile()).awaitAny(Deadline.in(noteTimeout));
        String why = written.map(isWritten -> isWritten ? "" : "the node could not create the file")
                .orElse("no answer in time");
        tell(NodeCall.Purpose.RELEASE, RemoteFunction.WRITE_FILE.toString(), why, start);
        return written.isPresent();
    }

    private void tell(NodeCall.Purpose purpose, String function, String why, long start) {
        var took = Duration.ofNanos(System.nanoTime() - start);
        journal.accept(new NodeCall(member.node(), purpose, function, List.of(), why.isEmpty(), why, took));
    }

    private static String why(DrainResult result) {
        return switch (result) {
            case DrainResult.Drained() -> "";
            case DrainResult.Failed(String why) -> why;
        };
    }

    /** Empty if the connection broke before there was an answer. */
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
