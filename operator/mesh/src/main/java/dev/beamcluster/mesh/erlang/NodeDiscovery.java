package dev.beamcluster.mesh.erlang;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.ericsson.otp.erlang.OtpTransport;

import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Protocol;

/** Finds out which nodes run in a pod of which nothing is known. */
public final class NodeDiscovery {

    private static final Pattern REGISTERED = Pattern.compile("name (\\S+) at port (\\d+)");

    /** NAMES_REQ with its length (Erlang/OTP, ERTS, Distribution Protocol). */
    private static final byte[] NAMES_REQ = {0, 1, 'n'};

    private final OperatorNode self;
    private final MeshTarget target;

    /**
     * Creates a discovery.
     *
     * @param target how to communicate with the nodes, and how long to wait for each answer
     */
    public NodeDiscovery(OperatorNode self, MeshTarget target) {
        this.self = self;
        this.target = target;
    }

    /**
     * Returns the part before the {@code @} of the names that epmd knows, sorted.
     *
     * @throws IOException if nothing answers, or what answers is not epmd
     */
    public List<String> registered(String address) throws IOException {
        var nobody = new NodeName("nobody", "nowhere");
        var transports = new PodTransportFactory(nobody, address, Protocol.standard(), target.timeout(), self.dialer());
        return registered(transports);
    }

    static List<String> registered(PodTransportFactory transports) throws IOException {
        return names(transports)
                .lines()
                .map(REGISTERED::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .sorted()
                .toList();
    }

    /** Not with JInterface, which takes any answer for one of epmd, and throws runtime exceptions if it is short. */
    private static String names(PodTransportFactory transports) throws IOException {
        OtpTransport epmd = transports.createTransport(transports.address(), PodTransportFactory.EPMD_PORT);
        try {
            epmd.getOutputStream().write(NAMES_REQ);
            epmd.getOutputStream().flush();
            var answer = ByteBuffer.wrap(epmd.getInputStream().readAllBytes());
            if (answer.remaining() < Integer.BYTES || answer.getInt() != PodTransportFactory.EPMD_PORT) {
                throw new IOException("what answers on port %d is not epmd".formatted(PodTransportFactory.EPMD_PORT));
            }
            return StandardCharsets.UTF_8.decode(answer).toString();
        } finally {
            epmd.close();
        }
    }

    /**
     * Returns the full name of a node, which it sends in the handshake before it checks the cookie.
     *
     * @param guess its name with any host
     * @return empty if the node does not answer
     */
    public Optional<NodeName> fullName(NodeName guess, String address) {
        return NodeName.parse(RunningName.of(guess, self, target, address));
    }
}
