package dev.beamcluster.mesh;

import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLSocketFactory;

/**
 * How the nodes of a mesh speak to each other, and to the operator.
 *
 * @param port the port that every node listens on where no epmd tells it
 * @param ipv6 whether they speak IPv6
 * @param tls how the operator proves who it is, and checks who a node is, where the distribution is encrypted
 */
public record Protocol(OptionalInt port, boolean ipv6, Optional<Tls> tls) {

    /** TCP over IPv4, ports told by epmd: what Erlang does unless it is told otherwise. */
    public static Protocol standard() {
        return new Protocol(OptionalInt.empty(), false, Optional.empty());
    }

    /**
     * The operator's side of TLS. Two are equal when their sockets come from the same factory: whoever reads certificates makes a
     * new one only when they are others.
     *
     * @param sockets has the operator's certificate and the authority that nodes' certificates are signed by
     * @param checksHost whether a node's certificate must name the node's host
     */
    public record Tls(SSLSocketFactory sockets, boolean checksHost) {}
}
