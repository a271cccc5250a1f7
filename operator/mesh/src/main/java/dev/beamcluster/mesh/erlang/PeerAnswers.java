package dev.beamcluster.mesh.erlang;

import java.util.SortedMap;
import java.util.SortedSet;

import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;

/**
 * The results of a node's calls to its peers.
 *
 * @param answered peers that answered with their name
 * @param faults the other peers, with their faults
 */
public record PeerAnswers(SortedSet<NodeName> answered, SortedMap<NodeName, Fault> faults) {}
