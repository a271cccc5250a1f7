package dev.beamcluster.testkit.simulated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangLong;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangString;

import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.testkit.Terms;

/** What a simulated node answers to the calls of the operator: the state of its mesh. */
final class SimulatedAnswers {

    /** How long Erlang tries to connect to a node that does not answer (kernel, {@code net_setuptime}). */
    private static final Duration SETUP = Duration.ofSeconds(7);

    private final SimulatedNode node;
    private final String operator;
    private final SocketAnswers sockets;

    /**
     * Creates the answers to one client.
     *
     * @param operator the client's node name, as a hidden node
     */
    SimulatedAnswers(SimulatedNode node, String operator) {
        this.node = node;
        this.operator = operator;
        this.sockets = new SocketAnswers(node);
    }

    /**
     * An answer.
     *
     * @param after how long the call takes
     */
    record Reply(OtpErlangObject term, Duration after) {}

    /** How long it takes until a call of {@code module:function} has an effect. */
    Duration timeBefore(String function) {
        return function.equals("inet:setopts") ? node.mesh().settingTime() : Duration.ZERO;
    }

    /** Returns the answer to a call of {@code module:function}. */
    Reply to(String function, OtpErlangList arguments) {
        return switch (function) {
            case "erpc:multicall" -> multicall(arguments);
            case "gen_tcp:connect" -> openPath(arguments);
            case "net_kernel:connect_node" -> connect(peer(arguments.elementAt(0)));
            default -> new Reply(atOnce(function, arguments), Duration.ZERO);
        };
    }

    private OtpErlangObject atOnce(String function, OtpErlangList arguments) {
        return switch (function) {
            case "erlang:nodes" -> nodes(text(arguments.elementAt(0)));
            case "erlang:system_info" -> systemInfo(text(arguments.elementAt(0)));
            case "erlang:disconnect_node" ->
                Terms.atom(Boolean.toString(node.mesh().unlink(node.name(), peer(arguments.elementAt(0)))));
            case "init:script_id" -> Terms.tuple(Terms.text("simulated"), Terms.text("1.0.0"));
            case "init:get_argument" -> Terms.atom("error");
            case "application:which_applications" ->
                Terms.list(Terms.tuple(Terms.atom("kernel"), Terms.text("ERTS"), Terms.text("10.2")));
            case "net_kernel:get_net_ticktime" -> Terms.number(60);
            case "inet:getopts" -> sockets.options(arguments);
            case "inet:setopts" -> sockets.set(arguments);
            case "inet:getaddr" -> Terms.tuple(Terms.atom("error"), Terms.atom("nxdomain"));
            case "file:write_file" -> Terms.atom("ok");
            case "erlang:memory" -> SimulatedVm.memory();
            case "lists:map" -> SimulatedVm.each((OtpErlangList) arguments.elementAt(1));
            default -> Terms.atom("undefined");
        };
    }

    private OtpErlangObject nodes(String kind) {
        if (kind.equals("connected")) {
            node.mesh().probed();
        }
        List<NodeName> peers = node.mesh().peersOf(node.name());
        var names = new ArrayList<OtpErlangObject>();
        peers.forEach(peer -> names.add(Terms.atom(peer.toString())));
        if (!kind.equals("visible")) {
            names.add(Terms.atom(operator));
        }
        if (kind.equals("known")) {
            names.add(Terms.atom(node.name().toString()));
        }
        return Terms.list(names.toArray(OtpErlangObject[]::new));
    }

    private OtpErlangObject systemInfo(String subject) {
        return switch (subject) {
            case "creation" -> Terms.number(node.creation());
            case "dist_ctrl" -> sockets.sockets();
            default -> Terms.text("27");
        };
    }

    /** Calls each peer for its name; connects to those that it is not connected to. */
    private Reply multicall(OtpErlangList arguments) {
        var results = new ArrayList<OtpErlangObject>();
        var isLate = false;
        for (OtpErlangObject element : (OtpErlangList) arguments.elementAt(0)) {
            NodeName peer = peer(element);
            boolean wasLinked = node.mesh().isLinked(node.name(), peer);
            if (!node.mesh().link(node.name(), peer)) {
                results.add(failed("noconnection"));
            } else if (node.mesh().path(node.name(), peer) == SimulatedMesh.Path.OPEN) {
                results.add(Terms.tuple(Terms.atom("ok"), element));
            } else {
                results.add(failed(wasLinked ? "timeout" : "noconnection"));
                isLate = true;
            }
        }
        return new Reply(
                Terms.list(results.toArray(OtpErlangObject[]::new)),
                isLate ? millis(arguments.elementAt(4)) : Duration.ZERO);
    }

    private static OtpErlangObject failed(String reason) {
        return Terms.tuple(Terms.atom("error"), Terms.tuple(Terms.atom("erpc"), Terms.atom(reason)));
    }

    /** Opens a TCP connection to the host of a peer. */
    private Reply openPath(OtpErlangList arguments) {
        var path = node.mesh()
                .withHost(((OtpErlangString) arguments.elementAt(0)).stringValue())
                .map(peer -> node.mesh().path(node.name(), peer.name()))
                .orElse(SimulatedMesh.Path.REFUSED);
        return switch (path) {
            case OPEN -> new Reply(Terms.tuple(Terms.atom("ok"), Terms.atom("port")), Duration.ZERO);
            case REFUSED -> new Reply(Terms.tuple(Terms.atom("error"), Terms.atom("econnrefused")), Duration.ZERO);
            case DROPPED ->
                new Reply(Terms.tuple(Terms.atom("error"), Terms.atom("timeout")), millis(arguments.elementAt(3)));
        };
    }

    private Reply connect(NodeName peer) {
        boolean isDropped = node.mesh().path(node.name(), peer) == SimulatedMesh.Path.DROPPED;
        return new Reply(
                Terms.atom(Boolean.toString(node.mesh().link(node.name(), peer))),
                isDropped && !node.mesh().isLinked(node.name(), peer) ? SETUP : Duration.ZERO);
    }

    private static NodeName peer(OtpErlangObject atom) {
        return NodeName.parse(text(atom)).orElseThrow();
    }

    private static String text(OtpErlangObject atom) {
        return ((OtpErlangAtom) atom).atomValue();
    }

    private static Duration millis(OtpErlangObject number) {
        return Duration.ofMillis(((OtpErlangLong) number).longValue());
    }
}
