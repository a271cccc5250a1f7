package dev.beamcluster.mesh.erlang;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;

/** What a node's resolver made of the host name of a peer. */
public sealed interface Resolution {

    /** It has this address, as text. */
    record Address(String address) implements Resolution {}

    /** The name server says that there is no such name. */
    record Unknown() implements Resolution {}

    /** There was no answer. */
    record Unanswered() implements Resolution {}

    /** The answer says nothing about the name server. */
    record Invalid() implements Resolution {}

    /**
     * Explains why a path to a peer is closed.
     *
     * @param path the fault of the path, as the node reported it
     * @param peer the address of the peer's pod
     * @return the fault of the name, or of the path if the name is all right
     */
    default Fault explain(Fault path, Optional<String> peer) {
        return switch (this) {
            case Unknown() -> new Fault(Cause.DNS_FAILURE);
            case Unanswered()
            when path.cause() == Cause.CONNECT_TIMEOUT ->
                new Fault(Cause.DNS_FAILURE, "the DNS of the node does not answer in time");
            case Address(String address)
            when peer.filter(right -> isAnother(right, address)).isPresent() ->
                new Fault(Cause.DNS_FAILURE, "it resolves to " + address + ", which is not the peer's address");
            case Address _, Unanswered _, Invalid _ -> path;
        };
    }

    /**
     * Whether two addresses in digits, for which no name server is asked, differ. A pod may have one of each IP family,
     * so addresses of different families say nothing.
     */
    private static boolean isAnother(String one, String other) {
        try {
            return one.contains(":") == other.contains(":")
                    && !InetAddress.getByName(one).equals(InetAddress.getByName(other));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
