package dev.beamcluster.testkit;

import java.io.IOException;
import java.io.OutputStream;

import com.ericsson.otp.erlang.OtpConnection;
import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangPid;
import com.ericsson.otp.erlang.OtpErlangTuple;

/**
 * A received call, and ways to answer it.
 *
 * @param wire accepts raw bytes
 * @param from the caller
 * @param tag the tag that the answer to this call must carry
 * @param function {@code module:function}
 */
public record ReceivedCall(
        OtpConnection connection,
        OutputStream wire,
        OtpErlangPid from,
        OtpErlangObject tag,
        String function,
        OtpErlangList arguments) {

    /** Answers as {@code rex} does. */
    public void answer(OtpErlangObject value) throws IOException {
        answer(tag, value);
    }

    /** Answers another call as {@code rex} does. */
    public void answer(OtpErlangObject otherTag, OtpErlangObject value) throws IOException {
        send(new OtpErlangTuple(new OtpErlangObject[] {otherTag, value}));
    }

    /** Sends an arbitrary message. */
    public void send(OtpErlangObject message) throws IOException {
        connection.send(from, message);
    }

    /** Sends bytes that JInterface would not write. */
    public void write(byte[] bytes) throws IOException {
        wire.write(bytes);
    }

    /** Answers questions about itself as a node of a healthy mesh does. */
    public void answerAboutItself() throws IOException {
        answer(
                switch (function) {
                    case "erlang:system_info" -> subject().equals("creation") ? Terms.number(1) : Terms.text("27");
                    case "init:script_id" -> Terms.tuple(Terms.text("chat"), Terms.text("1.4.0"));
                    case "application:which_applications" ->
                        Terms.list(Terms.tuple(Terms.atom("kernel"), Terms.text("ERTS"), Terms.text("10.2")));
                    case "net_kernel:get_net_ticktime" -> Terms.number(60);
                    default -> Terms.atom("undefined");
                });
    }

    /** The first argument if it is an atom: the subject of the question. */
    public String subject() {
        return arguments.arity() > 0 && arguments.elementAt(0) instanceof OtpErlangAtom atom ? atom.atomValue() : "";
    }
}
