package dev.beamcluster.operator.mesh.jinterface;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import com.ericsson.otp.erlang.OtpErlangObject;

import dev.beamcluster.operator.mesh.NodeFacts;

/**
 * What a node was asked about itself. All questions go out together, and the answers are read when the round has nothing else to
 * wait for.
 */
record FactsReader(
        CompletableFuture<OtpErlangObject> otp,
        CompletableFuture<OtpErlangObject> release,
        CompletableFuture<OtpErlangObject> applications,
        CompletableFuture<OtpErlangObject> tick,
        CompletableFuture<OtpErlangObject> prevents,
        CompletableFuture<OtpErlangObject> vm,
        Duration timeout) {

    static FactsReader ask(Wire wire, Duration timeout) {
        return new FactsReader(
                wire.call("erlang", "system_info", Terms.atom("otp_release")),
                wire.call("init", "script_id"),
                wire.call("application", "which_applications", Terms.number(timeout.toMillis())),
                wire.call("net_kernel", "get_net_ticktime"),
                wire.call("application", "get_env", Terms.atom("kernel"), Terms.atom("prevent_overlapping_partitions")),
                wire.call("erlang", "system_info", Terms.atom("creation")),
                timeout);
    }

    NodeFacts facts() throws InterruptedException, TimeoutException, ExecutionException, ProtocolError {
        return new NodeFacts(
                Terms.text(answer(otp)).orElseThrow(() -> new ProtocolError("otp_release")),
                Terms.pairOfTexts(answer(release)).orElse("unknown"),
                Terms.versions(answer(applications)).orElseThrow(() -> new ProtocolError("which_applications")),
                Terms.number(answer(tick)).map(Math::toIntExact),
                !Terms.isFalseSetting(answer(prevents)));
    }

    long creation() throws InterruptedException, TimeoutException, ExecutionException, ProtocolError {
        return Terms.number(answer(vm)).orElseThrow(() -> new ProtocolError("creation"));
    }

    private OtpErlangObject answer(CompletableFuture<OtpErlangObject> question)
            throws InterruptedException, TimeoutException, ExecutionException {
        return NodeProbe.within(question, timeout);
    }
}
