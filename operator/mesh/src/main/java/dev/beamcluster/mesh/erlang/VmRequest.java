package dev.beamcluster.mesh.erlang;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.ericsson.otp.erlang.OtpErlangExternalFun;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangObject;

import dev.beamcluster.mesh.VmFigures;

/**
 * The questions to a node about the resources of its VM: three calls, sent together. {@code lists:map} of a function of
 * {@code erlang} answers a dozen questions in one call.
 */
public final class VmRequest {

    private VmRequest() {}

    /**
     * Asks now and returns at once. The result completes on another thread: exceptionally if an answer is missing after
     * the timeout, or invalid, or if the connection ends.
     */
    public static CompletableFuture<VmFigures> ask(NodeCalls calls, Duration timeout) {
        CompletableFuture<Map<String, Long>> memory = calls.call(
                        RemoteFunction.MEMORY, "memory", VmAnswers::numbersByName)
                .within(timeout);
        CompletableFuture<List<OtpErlangObject>> info =
                each(calls, RemoteFunction.SYSTEM_INFO, VmAnswers.SYSTEM_INFO).within(timeout);
        CompletableFuture<List<OtpErlangObject>> statistics =
                each(calls, RemoteFunction.STATISTICS, VmAnswers.STATISTICS).within(timeout);
        return CompletableFuture.allOf(memory, info, statistics)
                .thenApply(_ -> VmAnswers.figures(memory.join(), info.join(), statistics.join())
                        .orElseThrow(() -> new IllegalStateException("figures that are missing or no numbers")));
    }

    /** Calls a function of one argument with each of these atoms. */
    private static Answer<List<OtpErlangObject>> each(NodeCalls calls, RemoteFunction function, List<String> items) {
        return calls.call(
                RemoteFunction.MAP,
                function.function(),
                term -> VmAnswers.elements(term, items.size()),
                new OtpErlangExternalFun(function.module(), function.function(), function.arity()),
                new OtpErlangList(items.stream().map(Terms::atom).toArray(OtpErlangObject[]::new)));
    }
}
