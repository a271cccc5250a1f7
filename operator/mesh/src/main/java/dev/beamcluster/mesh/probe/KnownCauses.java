package dev.beamcluster.mesh.probe;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.erlang.Handshake;

/**
 * Explains why nodes do not connect to each other although the network lets them: by what each of the two reports of
 * itself, and by what it proved in its handshake with the operator.
 *
 * @param target what the nodes should speak
 * @param handshakes by node
 */
public record KnownCauses(MeshTarget target, Map<NodeName, Handshake> handshakes) {

    /** Returns the same views, with the cause of each missing link if it is known. */
    public SortedMap<NodeName, NodeView> explain(SortedMap<NodeName, NodeView> views) {
        var explained = new TreeMap<>(views);
        explained.replaceAll((node, view) ->
                view instanceof NodeView.Reached reached && !reached.faults().isEmpty()
                        ? explained(node, reached, views)
                        : view);
        return Collections.unmodifiableSortedMap(explained);
    }

    private NodeView explained(NodeName node, NodeView.Reached reached, Map<NodeName, NodeView> views) {
        var faults = new TreeMap<>(reached.faults());
        faults.replaceAll((peer, fault) -> isOpen(fault) && views.get(peer) instanceof NodeView.Reached other
                ? ofProtocol(reached.facts(), other.facts())
                        .or(() -> ofHandshakes(node, peer))
                        .or(() -> ofReleases(reached.facts(), other.facts(), fault))
                        .orElse(fault)
                : fault);
        return new NodeView.Reached(reached.facts(), reached.answering(), faults, reached.unexpectedNodes());
    }

    /**
     * Whether the two nodes refuse each other. While the operator connects the nodes, that is known when connecting them
     * has failed; before, a link is merely not made yet.
     */
    private boolean isOpen(Fault fault) {
        return fault.cause() == Cause.NOT_CONNECTED
                && (target.formation() == MeshTarget.Formation.APPLICATION
                        || !fault.detail().isEmpty());
    }

    private Optional<Fault> ofProtocol(NodeInfo one, NodeInfo other) {
        String wanted = target.protocol().distribution();
        return Stream.of(one.protocol(), other.protocol())
                .filter(protocol -> !protocol.equals(wanted))
                .findFirst()
                .map(protocol -> new Fault(
                        Cause.PROTOCOL_MISMATCH,
                        "-proto_dist is " + protocol + " and spec.distribution asks for " + wanted));
    }

    private Optional<Fault> ofHandshakes(NodeName node, NodeName peer) {
        Handshake one = handshakes.get(node);
        Handshake other = handshakes.get(peer);
        if (one == null || other == null) {
            return Optional.empty();
        }
        if (!one.cookie().equals(other.cookie())) {
            return Optional.of(new Fault(Cause.COOKIE_MISMATCH, "one of the two has a former cookie"));
        }
        return one.unusualHost()
                .or(other::unusualHost)
                .map(form -> new Fault(
                        Cause.TLS_FAILED,
                        "Erlang does not accept this form of the host name in the certificate: " + form));
    }

    /** Different releases are not a cause by themselves, and are named if nothing else is known. */
    private static Optional<Fault> ofReleases(NodeInfo one, NodeInfo other, Fault fault) {
        return fault.detail().isEmpty() || one.otpRelease().equals(other.otpRelease())
                ? Optional.empty()
                : Optional.of(new Fault(
                        fault.cause(),
                        fault.detail() + "; OTP releases " + smallerFirst(one.otpRelease(), other.otpRelease())));
    }

    private static String smallerFirst(String one, String other) {
        return one.compareTo(other) < 0 ? one + " and " + other : other + " and " + one;
    }
}
