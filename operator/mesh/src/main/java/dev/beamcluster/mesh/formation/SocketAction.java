package dev.beamcluster.mesh.formation;

import java.time.Duration;
import java.util.SortedSet;

import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.LinkSocket;
import dev.beamcluster.mesh.NodeName;

/** An action on the sockets of links. The end of a link that it is about is at {@code end.from()}. */
public sealed interface SocketAction {

    /** A node reports which sockets its links to these peers use. */
    record ReadSockets(NodeName node, SortedSet<NodeName> peers) implements SocketAction {}

    /** An end reports its TCP options. */
    record ReadOptions(Link end, LinkSocket socket) implements SocketAction {}

    /** An end sets its user timeout and reports its TCP options. */
    record SetUserTimeout(Link end, LinkSocket socket, Duration timeout, boolean bigEndian) implements SocketAction {}

    /** An end sets the longest wait between two retransmissions and reports its TCP options. */
    record SetLongestWait(Link end, LinkSocket socket, Duration longest, boolean bigEndian) implements SocketAction {}
}
