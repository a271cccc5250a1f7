package dev.beamcluster.testkit.simulated;

import java.io.IOException;
import java.time.Duration;

import com.ericsson.otp.erlang.AbstractConnection;
import com.ericsson.otp.erlang.OtpAuthException;
import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangDecodeException;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangPid;
import com.ericsson.otp.erlang.OtpErlangTuple;
import com.ericsson.otp.erlang.OtpLocalNode;
import com.ericsson.otp.erlang.OtpMsg;
import com.ericsson.otp.erlang.OtpOutputStream;
import com.ericsson.otp.erlang.OtpTransport;

import dev.beamcluster.testkit.Terms;

/** The operator's connection to a simulated node, from the node's side: answers calls as {@code rex} does. */
final class SimulatedConnection extends AbstractConnection {

    private final SimulatedNode node;
    private final SimulatedAnswers answers;

    /** Shakes hands. */
    SimulatedConnection(OtpLocalNode self, OtpTransport socket, SimulatedNode node)
            throws IOException, OtpAuthException {
        super(self, socket);
        this.node = node;
        this.answers = new SimulatedAnswers(node, peer.node());
    }

    /** Starts reading, on a virtual thread instead of the platform thread that this object is. */
    @Override
    public void start() {
        Thread.ofVirtual().start(this);
    }

    @Override
    public void deliver(OtpMsg message) {
        try {
            node.awaitWake();
            if (message.getMsg() instanceof OtpErlangTuple request && request.arity() == 3) {
                called((OtpErlangTuple) request.elementAt(1), (OtpErlangTuple) request.elementAt(2));
            }
        } catch (OtpErlangDecodeException e) {
            throw new IllegalStateException("the operator sent what cannot be read", e);
        } catch (InterruptedException e) {
            close();
        }
    }

    @Override
    public void deliver(Exception e) {
        close();
        node.closed(this);
    }

    private void called(OtpErlangTuple from, OtpErlangTuple call) {
        String function = text(call.elementAt(1)) + ":" + text(call.elementAt(2));
        var arguments = (OtpErlangList) call.elementAt(3);
        Duration before = answers.timeBefore(function);
        if (before.isZero()) {
            reply(from, answers.to(function, arguments));
        } else {
            Thread.ofVirtual().start(() -> callLater(from, function, arguments, before));
        }
    }

    private void callLater(OtpErlangTuple from, String function, OtpErlangList arguments, Duration after) {
        try {
            Thread.sleep(after);
            reply(from, answers.to(function, arguments));
        } catch (InterruptedException e) {
            close();
        }
    }

    private void reply(OtpErlangTuple from, SimulatedAnswers.Reply reply) {
        if (reply.after().isZero()) {
            send(from, reply.term());
        } else {
            Thread.ofVirtual().start(() -> sendLater(from, reply.term(), reply.after()));
        }
    }

    private void sendLater(OtpErlangTuple from, OtpErlangObject term, Duration after) {
        try {
            Thread.sleep(after);
            node.awaitWake();
            send(from, term);
        } catch (InterruptedException e) {
            close();
        }
    }

    private void send(OtpErlangTuple from, OtpErlangObject term) {
        try {
            sendBuf(
                    localNode.createPid(),
                    (OtpErlangPid) from.elementAt(0),
                    new OtpOutputStream(Terms.tuple(from.elementAt(1), term)));
        } catch (IOException e) {
            close();
        }
    }

    private static String text(OtpErlangObject atom) {
        return ((OtpErlangAtom) atom).atomValue();
    }

    /** JInterface throws if the connection is closed between its check and the lock. */
    @Override
    protected synchronized void do_send(OtpOutputStream header, OtpOutputStream payload) throws IOException {
        if (!isConnected()) {
            throw new IOException("connection closed");
        }
        super.do_send(header, payload);
    }
}
