package dev.beamcluster.mesh.erlang;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.ericsson.otp.erlang.OtpErlangBinary;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangString;
import com.ericsson.otp.erlang.OtpErlangTuple;

import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;

/**
 * Evaluates expressions on a node, for a person who has its cookie. The operator never does: what it calls is in {@link
 * RemoteFunction}. It uses {@code erl_scan}, {@code erl_parse} and {@code erl_eval}, which every node has (stdlib).
 */
public final class NodeConsole implements AutoCloseable {

    private final NodeConnection connection;

    private NodeConsole(NodeConnection connection) {
        this.connection = connection;
    }

    /** A console, or why there is none. */
    public sealed interface Attempt {
        record Open(NodeConsole console) implements Attempt {}

        record Failed(Fault fault) implements Attempt {}
    }

    /**
     * Connects to a node.
     *
     * @param member a node whose pod has an address
     */
    public static Attempt open(OperatorNode self, MeshTarget target, Member member) {
        String address = member.address().orElseThrow();
        return switch (NodeConnection.open(self, target, member.node(), address, () -> {})) {
            case NodeConnection.Attempt.Connected(NodeConnection connected) ->
                new Attempt.Open(new NodeConsole(connected));
            case NodeConnection.Attempt.Failed(Fault fault) -> new Attempt.Failed(fault);
        };
    }

    /**
     * Evaluates an Erlang expression.
     *
     * @param expression with a full stop at its end
     * @param timeout how long to wait for each of three answers
     * @return the text of a binary or a string, or else the term as Erlang writes it
     * @throws IOException if there is no value, with the node's words
     */
    public String evaluate(String expression, Duration timeout) throws IOException, InterruptedException {
        OtpErlangObject tokens = second("ok", call(timeout, "erl_scan", "string", Terms.text(expression)));
        OtpErlangObject parsed = second("ok", call(timeout, "erl_parse", "parse_exprs", tokens));
        return text(second("value", call(timeout, "erl_eval", "exprs", parsed, Terms.list())));
    }

    private OtpErlangObject call(Duration timeout, String module, String function, OtpErlangObject... arguments)
            throws IOException, InterruptedException {
        CompletableFuture<OtpErlangObject> answer = connection.rpc().call(module, function, arguments);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw new IOException(
                    "no answer from %s:%s within %d ms".formatted(module, function, timeout.toMillis()), e);
        } catch (ExecutionException e) {
            throw new IOException("the connection was closed", e);
        }
    }

    /** Returns the second element of a tuple that begins with this atom. */
    private static OtpErlangObject second(String wanted, OtpErlangObject answer) throws IOException {
        if (answer instanceof OtpErlangTuple tuple && tuple.arity() >= 2 && Terms.isAtom(tuple.elementAt(0), wanted)) {
            return tuple.elementAt(1);
        }
        throw new IOException(String.valueOf(answer));
    }

    private static String text(OtpErlangObject value) {
        return switch (value) {
            case OtpErlangBinary binary -> new String(binary.binaryValue(), StandardCharsets.UTF_8);
            case OtpErlangString string -> string.stringValue();
            default -> value.toString();
        };
    }

    @Override
    public void close() {
        connection.close();
    }
}
