package dev.beamcluster.mesh;

/**
 * The socket of one end of a link, as that end's VM knows it: an Erlang port. No two sockets are equal, not even those
 * of two VMs of the same name.
 *
 * @param vm the node that the port belongs to, as the port itself names it
 * @param id the number of the port in its VM
 * @param creation differs for each VM of the same name
 */
public record LinkSocket(String vm, long id, int creation) {}
