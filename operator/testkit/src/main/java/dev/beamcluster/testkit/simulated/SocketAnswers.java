package dev.beamcluster.testkit.simulated;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Optional;

import com.ericsson.otp.erlang.OtpErlangBinary;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangLong;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpErlangPort;
import com.ericsson.otp.erlang.OtpErlangTuple;
import com.ericsson.otp.erlang.OtpExternal;

import dev.beamcluster.testkit.LinkOptions;
import dev.beamcluster.testkit.Terms;

/** What a simulated node answers about the sockets of its links. */
final class SocketAnswers {

    private static final int TCP_USER_TIMEOUT = 18;
    private static final int TCP_RTO_MAX_MS = 44;

    private final SimulatedNode node;

    SocketAnswers(SimulatedNode node) {
        this.node = node;
    }

    /** {@code erlang:system_info(dist_ctrl)} */
    OtpErlangObject sockets() {
        var sockets = new ArrayList<OtpErlangObject>();
        node.mesh()
                .socketsOf(node.name())
                .forEach((peer, socket) -> sockets.add(Terms.tuple(
                        Terms.atom(peer.toString()),
                        new OtpErlangPort(
                                OtpExternal.newPortTag, node.name().toString(), socket.port(), node.creation()))));
        return Terms.list(sockets.toArray(OtpErlangObject[]::new));
    }

    /** {@code inet:getopts(Port, Requests)} */
    OtpErlangObject options(OtpErlangList arguments) {
        var values = new ArrayList<OtpErlangObject>();
        Optional<SimulatedSocket> socket = socket(arguments);
        if (socket.isEmpty()) {
            return Terms.tuple(Terms.atom("error"), Terms.atom("einval"));
        }
        for (OtpErlangObject request : (OtpErlangList) arguments.elementAt(1)) {
            int option = number(request, 2);
            byte[] value = value(socket.get().options(), option, number(request, 3));
            values.add(
                    Terms.tuple(Terms.atom("raw"), Terms.number(6), Terms.number(option), new OtpErlangBinary(value)));
        }
        return Terms.tuple(Terms.atom("ok"), Terms.list(values.toArray(OtpErlangObject[]::new)));
    }

    private static byte[] value(LinkOptions options, int option, int bytes) {
        var value = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (option) {
            case TCP_USER_TIMEOUT -> value.putInt(options.userTimeout()).array();
            case TCP_RTO_MAX_MS -> value.putInt(options.longestWait()).array();
            default -> value.array();
        };
    }

    /** {@code inet:setopts(Port, [Option])} */
    OtpErlangObject set(OtpErlangList arguments) {
        OtpErlangObject option = ((OtpErlangList) arguments.elementAt(1)).elementAt(0);
        var bytes = (OtpErlangBinary) ((OtpErlangTuple) option).elementAt(3);
        int value = ByteBuffer.wrap(bytes.binaryValue())
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        node.mesh().countSetting();
        socket(arguments)
                .ifPresent(socket -> socket.set(
                        number(option, 2) == TCP_USER_TIMEOUT
                                ? new LinkOptions(value, socket.options().longestWait())
                                : new LinkOptions(socket.options().userTimeout(), value)));
        return Terms.atom("ok");
    }

    private Optional<SimulatedSocket> socket(OtpErlangList arguments) {
        long port = ((OtpErlangPort) arguments.elementAt(0)).id();
        return node.mesh().socketsOf(node.name()).values().stream()
                .filter(socket -> socket.port() == port)
                .findFirst();
    }

    private static int number(OtpErlangObject tuple, int element) {
        return Math.toIntExact(((OtpErlangLong) ((OtpErlangTuple) tuple).elementAt(element)).longValue());
    }
}
