package dev.beamcluster.mesh;

import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLSocketFactory;

/**
 * How the nodes of a mesh communicate with each other and with the operator.
 *
 * @param port the distribution port of every node, if epmd is not used
 * @param ipv6 whether they use IPv6
 * @param tls the operator's certificate and how it checks the nodes' certificates, if the distribution uses TLS
 */
public record Protocol(OptionalInt port, boolean ipv6, Optional<Tls> tls) {

    /** TCP over IPv4 with ports from epmd: Erlang's defaults. */
    public static Protocol standard() {
        return new Protocol(OptionalInt.empty(), false, Optional.empty());
    }

    /** The protocol as the flag {@code -proto_dist} names it (Erlang/OTP, kernel). */
    public String distribution() {
        return (ipv6 ? "inet6" : "inet") + (tls.isPresent() ? "_tls" : "_tcp");
    }

    /**
     * The operator's side of TLS. Two are equal if they share a socket factory, so a new factory is created only when
     * the certificates change.
     *
     * @param sockets creates sockets with the operator's certificate and the authority that signs the nodes'
     *     certificates
     * @param checksHost whether a node's certificate must name the node's host
     */
    public record Tls(SSLSocketFactory sockets, boolean checksHost) {}
}
