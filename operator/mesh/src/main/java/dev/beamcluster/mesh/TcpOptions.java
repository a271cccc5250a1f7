package dev.beamcluster.mesh;

import java.time.Duration;

/**
 * The options of a link's socket that decide what TCP does while the peer is silent (Linux, tcp.h; tcp(7)).
 *
 * @param userTimeout {@code TCP_USER_TIMEOUT}: how long sent data may stay unacknowledged before the kernel closes the
 *     connection; zero, the default, means a number of retransmissions
 * @param longestWait {@code TCP_RTO_MAX_MS} (Linux 6.15): the longest wait between two retransmissions
 * @param bigEndian the byte order of the node's machine
 */
public record TcpOptions(Duration userTimeout, Duration longestWait, boolean bigEndian) {}
