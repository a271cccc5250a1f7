package dev.beamcluster.mesh.formation;

import java.util.Optional;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.LinkSocket;
import dev.beamcluster.mesh.TcpOptions;

/** The result of a {@link SocketAction} for one end of a link. */
public sealed interface SocketResult {

    /** The link from the end that the result is about. */
    Link end();

    /**
     * A node reported its sockets.
     *
     * @param socket empty if the link has none that can be reached: it is closed, or a process controls it, as with TLS
     */
    record SocketRead(Link end, Optional<LinkSocket> socket) implements SocketResult {}

    /**
     * An end reported its options, after they were set if that was the action.
     *
     * @param options empty if the kernel does not know one of them
     */
    record OptionsRead(Link end, Optional<TcpOptions> options) implements SocketResult {}

    /** There was no valid answer. */
    record NoAnswer(Link end) implements SocketResult {}
}
