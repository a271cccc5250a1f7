package dev.beamcluster.mesh.jinterface;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import com.ericsson.otp.erlang.OtpErlangObject;

import dev.beamcluster.mesh.NodeInfo;

/**
 * What a node was asked about itself. All questions go out together, and the answers are read when the round has nothing else to
 * wait for.
 */
record NodeInfoRequest(
        CompletableFuture<OtpErlangObject> otp,
        CompletableFuture<OtpErlangObject> release,
        CompletableFuture<OtpErlangObject> applications,
        CompletableFuture<OtpErlangObject> tick,
        CompletableFuture<OtpErlangObject> prevents,
        CompletableFuture<OtpErlangObject> protocol,
        CompletableFuture<OtpErlangObject> hidden,
        CompletableFuture<OtpErlangObject> vm,
        Duration timeout) {

    static NodeInfoRequest ask(RpcConnection wire, Duration timeout) {
        return new NodeInfoRequest(
                wire.call("erlang", "system_info", Terms.atom("otp_release")),
                wire.call("init", "script_id"),
                wire.call("application", "which_applications", Terms.number(timeout.toMillis() / 2)),
                wire.call("net_kernel", "get_net_ticktime"),
                wire.call("application", "get_env", Terms.atom("kernel"), Terms.atom("prevent_overlapping_partitions")),
                wire.call("init", "get_argument", Terms.atom("proto_dist")),
                wire.call("init", "get_argument", Terms.atom("hidden")),
                wire.call("erlang", "system_info", Terms.atom("creation")),
                timeout);
    }

    NodeInfo facts() throws InterruptedException, TimeoutException, ExecutionException, ProtocolError {
        var deadline = Deadline.in(timeout);
        return new NodeInfo(
                Terms.text(deadline.await(otp)).orElseThrow(() -> new ProtocolError("otp_release")),
                Terms.pairOfTexts(deadline.await(release)).orElse("unknown"),
                running(deadline.await(applications)),
                Terms.number(deadline.await(tick))
                        .filter(NodeInfoRequest::isSeconds)
                        .map(Math::toIntExact),
                !Terms.isFalseSetting(deadline.await(prevents)),
                Terms.flag(deadline.await(protocol)).orElse("inet_tcp"),
                Terms.isGivenFlag(deadline.await(hidden)));
    }

    /** A number that is none of seconds is as good as none. */
    private static boolean isSeconds(long number) {
        return number >= 0 && number <= Integer.MAX_VALUE;
    }

    /**
     * While an application starts, nobody is told which run: the controller answers nobody (kernel, application). That says nothing
     * against the node, and it is asked again.
     */
    private static SortedMap<String, String> running(OtpErlangObject answer) throws ProtocolError {
        return Terms.isBadRpc(answer)
                ? Collections.emptySortedMap()
                : Terms.versions(answer).orElseThrow(() -> new ProtocolError("which_applications"));
    }

    long creation() throws InterruptedException, TimeoutException, ExecutionException, ProtocolError {
        return Terms.number(Deadline.in(timeout).await(vm)).orElseThrow(() -> new ProtocolError("creation"));
    }
}
