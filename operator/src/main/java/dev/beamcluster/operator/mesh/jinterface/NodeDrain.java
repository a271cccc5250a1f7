package dev.beamcluster.operator.mesh.jinterface;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import com.ericsson.otp.erlang.OtpErlangBinary;
import com.ericsson.otp.erlang.OtpErlangMap;
import com.ericsson.otp.erlang.OtpErlangObject;

import dev.beamcluster.operator.mesh.DrainCall;
import dev.beamcluster.operator.mesh.DrainResult;
import dev.beamcluster.operator.mesh.NodeName;

/** Has an application finish what it is at before its node goes. */
final class NodeDrain {

    private final NodeName node;
    private final DrainCall call;
    private final Duration patience;

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

    /** Calls the function, and lets the pod go, however it went. */
    DrainResult run(NodeLink link) throws InterruptedException {
        DrainResult result = drain(link);
        try {
            // A file is how a preStop hook can be told without a VM of its own.
            var _ = NodeProbe.within(
                    link.wire()
                            .call("file", "write_file", Terms.text(call.doneFile()), new OtpErlangBinary(new byte[0])),
                    patience);
        } catch (TimeoutException | ExecutionException e) {
            // The hook waits as long as the drain may take, and no longer.
        }
        return result;
    }

    private DrainResult drain(NodeLink link) throws InterruptedException {
        try {
            OtpErlangObject answer =
                    NodeProbe.within(link.wire().call(call.module(), call.function(), argument()), call.timeout());
            return Terms.drainResult(answer, call);
        } catch (TimeoutException e) {
            return new DrainResult.Failed(
                    call + " took longer than " + call.timeout().toSeconds() + " s");
        } catch (ExecutionException e) {
            return new DrainResult.Failed("the connection broke while " + call + " ran");
        }
    }

    private OtpErlangMap argument() {
        return new OtpErlangMap(
                new OtpErlangObject[] {Terms.atom("node"), Terms.atom("timeout")}, new OtpErlangObject[] {
                    Terms.atom(node), Terms.number(call.timeout().toMillis())
                });
    }
}
