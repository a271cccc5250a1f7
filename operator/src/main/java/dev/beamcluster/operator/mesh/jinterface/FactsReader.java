package dev.beamcluster.operator.mesh.jinterface;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import dev.beamcluster.operator.mesh.NodeFacts;

/** Asks a node what it is. The questions go out together, so that it costs one way there and back. */
final class FactsReader {

    private FactsReader() {}

    static NodeFacts read(Wire wire, Duration timeout)
            throws InterruptedException, TimeoutException, ExecutionException, ProtocolError {
        var otp = wire.call("erlang", "system_info", Terms.atom("otp_release"));
        var release = wire.call("init", "script_id");
        var applications = wire.call("application", "which_applications", Terms.number(timeout.toMillis()));
        var tick = wire.call("net_kernel", "get_net_ticktime");
        var prevents =
                wire.call("application", "get_env", Terms.atom("kernel"), Terms.atom("prevent_overlapping_partitions"));
        return new NodeFacts(
                Terms.text(NodeProbe.within(otp, timeout)).orElseThrow(() -> new ProtocolError("otp_release")),
                Terms.pairOfTexts(NodeProbe.within(release, timeout)).orElse("unknown"),
                Terms.versions(NodeProbe.within(applications, timeout))
                        .orElseThrow(() -> new ProtocolError("which_applications")),
                Terms.number(NodeProbe.within(tick, timeout)).map(Math::toIntExact),
                !Terms.isFalseSetting(NodeProbe.within(prevents, timeout)));
    }

    static long creation(Wire wire, Duration timeout)
            throws InterruptedException, TimeoutException, ExecutionException, ProtocolError {
        var creation = wire.call("erlang", "system_info", Terms.atom("creation"));
        return Terms.number(NodeProbe.within(creation, timeout)).orElseThrow(() -> new ProtocolError("creation"));
    }
}
