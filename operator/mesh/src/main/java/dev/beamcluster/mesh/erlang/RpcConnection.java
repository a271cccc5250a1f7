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
 * One connection, over which many calls may be under way at once.
 *
 * <p>A call goes to {@code rex} as a {@code gen_server} call, whose answer carries the tag that was sent. Tags are never used
 * twice, not even by a later process of the operator's, so that a late answer is nobody's. (JInterface's own {@code receiveRPC} has
 * neither a tag nor a deadline.)
 */
final class RpcConnection extends AbstractConnection {

    private static final OtpErlangAtom GEN_CALL = new OtpErlangAtom("$gen_call");
    private static final OtpErlangAtom CALL = new OtpErlangAtom("call");

    /** rpc takes the atom for a caller that wants no output (kernel, rpc). */
    private static final OtpErlangAtom GROUP_LEADER = new OtpErlangAtom("user");

    /**
     * Of all connections: a node answers over the connection that it has, also what it was asked over an earlier one, since to it
     * the operator is the same node.
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
        // A term nested deeper than the stack ends the thread with an Error, of which JInterface tells nobody.
        setUncaughtExceptionHandler((_, e) -> deliver(new IOException("a term that cannot be read", e)));
    }

    /**
     * Calls a function there; fails when the connection closes. The caller sets the deadline, and cancels the call when it is over: a
     * node that answers nobody would fill the memory.
     */
    CompletableFuture<OtpErlangObject> call(String module, String function, OtpErlangObject... arguments) {
        long number = CALLS.incrementAndGet();
        var answer = new CompletableFuture<OtpErlangObject>();
        pending.put(number, answer);
        var _ = answer.whenComplete((_, _) -> pending.remove(number));
        try {
            sendBuf(self.pid(), "rex", new OtpOutputStream(request(number, module, function, arguments)));
        } catch (IOException e) {
            close();
            failAll(e);
        }
        if (!isConnected()) {
            failAll(new IOException("connection closed"));
        }
        return answer;
    }

    /** How many calls are under way. */
    int underWay() {
        return pending.size();
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

    /** JInterface asks before it has the lock whether there is a connection, and throws where it is closed just then. */
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
