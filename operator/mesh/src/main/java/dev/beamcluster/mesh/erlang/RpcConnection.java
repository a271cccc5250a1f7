package dev.beamcluster.mesh.erlang;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.ericsson.otp.erlang.AbstractConnection;
import com.ericsson.otp.erlang.OtpAuthException;
import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangDecodeException;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangLong;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangTuple;
import com.ericsson.otp.erlang.OtpMsg;
import com.ericsson.otp.erlang.OtpOutputStream;
import com.ericsson.otp.erlang.OtpPeer;
import com.ericsson.otp.erlang.OtpSelf;

/**
 * A connection over which many calls may be in progress at the same time.
 *
 * <p>A call is a {@code gen_server} call to {@code rex}, and its answer carries the call's tag. Tags are never
 * reused, not even by a later operator process, so a late answer matches no other call. (JInterface's own {@code
 * receiveRPC} has neither a tag nor a deadline.)
 */
final class RpcConnection extends AbstractConnection {

    private static final OtpErlangAtom GEN_CALL = new OtpErlangAtom("$gen_call");
    private static final OtpErlangAtom CALL = new OtpErlangAtom("call");

    /** rpc accepts this atom from a caller that wants no output (kernel, rpc). */
    private static final OtpErlangAtom GROUP_LEADER = new OtpErlangAtom("user");

    /** Most requests are shorter, in bytes. JInterface would allocate four times as much for each. */
    private static final int USUAL_LENGTH = 512;

    /**
     * The number of the last call of any connection. Connections share it because a node sends a late answer over its
     * current connection: it sees the operator as the same node.
     */
    private static final AtomicLong CALLS = new AtomicLong();

    private final OtpSelf self;
    private final OtpErlangLong incarnation;
    private final Runnable onClosed;
    private final Map<Long, CompletableFuture<OtpErlangObject>> pending = new ConcurrentHashMap<>();

    /**
     * Connects.
     *
     * @param incarnation see {@link OperatorNode}
     */
    RpcConnection(OtpSelf self, OtpPeer peer, long incarnation, Runnable onClosed)
            throws IOException, OtpAuthException {
        super(self, peer);
        this.self = self;
        this.incarnation = new OtpErlangLong(incarnation);
        this.onClosed = onClosed;
    }

    /**
     * Starts reading, on a virtual thread. A JInterface connection is itself a platform thread, which would cost a
     * stack for each node; but all that it needs is a thread that calls {@link #run}.
     */
    @Override
    public void start() {
        Thread.ofVirtual()
                .name("connection-to-" + peer.node())
                // A term nested deeper than the stack allows ends the thread with an Error, which JInterface does not
                // report.
                .uncaughtExceptionHandler((_, e) -> deliver(new IOException("a term that cannot be read", e)))
                .start(this);
    }

    /**
     * Calls a function on the node; fails when the connection closes. The caller must set a deadline and cancel the
     * call after it, or the calls to a node that never answers would fill the memory.
     */
    CompletableFuture<OtpErlangObject> call(String module, String function, OtpErlangObject... arguments) {
        long number = CALLS.incrementAndGet();
        var answer = new CompletableFuture<OtpErlangObject>();
        pending.put(number, answer);
        var _ = answer.whenComplete((_, _) -> pending.remove(number));
        try {
            sendBuf(self.pid(), "rex", encoded(request(number, module, function, arguments)));
        } catch (IOException e) {
            close();
            failAll(e);
        }
        if (!isConnected()) {
            failAll(new IOException("connection closed"));
        }
        return answer;
    }

    /** How many calls are in progress. */
    int pendingCalls() {
        return pending.size();
    }

    private static OtpOutputStream encoded(OtpErlangObject term) {
        var bytes = new OtpOutputStream(USUAL_LENGTH);
        bytes.write_any(term);
        return bytes;
    }

    private OtpErlangTuple request(long number, String module, String function, OtpErlangObject... arguments) {
        var tag = tuple(incarnation, new OtpErlangLong(number));
        var call = tuple(
                CALL,
                new OtpErlangAtom(module),
                new OtpErlangAtom(function),
                new OtpErlangList(arguments),
                GROUP_LEADER);
        return tuple(GEN_CALL, tuple(self.pid(), tag), call);
    }

    /**
     * JInterface checks for a connection before it takes the lock, and throws if the connection is closed in between.
     */
    @Override
    protected synchronized void do_send(OtpOutputStream header, OtpOutputStream payload) throws IOException {
        if (!isConnected()) {
            throw new IOException("connection closed");
        }
        super.do_send(header, payload);
    }

    @Override
    public void deliver(OtpMsg message) {
        try {
            if (message.getMsg() instanceof OtpErlangTuple answer && answer.arity() == 2) {
                number(answer.elementAt(0)).map(pending::remove).ifPresent(call -> call.complete(answer.elementAt(1)));
            }
        } catch (OtpErlangDecodeException | RuntimeException e) {
            deliver(new IOException("an answer that is not a term", e));
        }
    }

    @Override
    public void deliver(Exception e) {
        close();
        failAll(e);
        onClosed.run();
    }

    private Optional<Long> number(OtpErlangObject tag) {
        return tag instanceof OtpErlangTuple pair
                        && pair.arity() == 2
                        && incarnation.equals(pair.elementAt(0))
                        && pair.elementAt(1) instanceof OtpErlangLong number
                        && number.isLong()
                ? Optional.of(number.longValue())
                : Optional.empty();
    }

    private void failAll(Exception cause) {
        pending.keySet().forEach(number -> {
            CompletableFuture<OtpErlangObject> call = pending.remove(number);
            if (call != null) {
                call.completeExceptionally(cause);
            }
        });
    }

    private static OtpErlangTuple tuple(OtpErlangObject... elements) {
        return new OtpErlangTuple(elements);
    }
}
