package dev.beamcluster.mesh;

/**
 * What the kernel counted for the socket of one end of a link (Linux, {@code struct tcp_info}, tcp.h).
 *
 * @param segmentsIn segments received, in the byte order of the node's machine: good for comparing only
 * @param probes probes in a row without an answer ({@code tcpi_probes}). TCP sends them while data waits and nothing is
 *     in flight: the peer's window is closed, or this machine itself drops what the socket sends
 */
public record LinkCounters(int segmentsIn, int probes) {}
