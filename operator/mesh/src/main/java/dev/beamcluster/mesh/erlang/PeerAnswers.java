package dev.beamcluster.mesh.erlang;

import java.util.SortedMap;
import java.util.SortedSet;

import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;

/**
 * How a node's calls to peers went.
 *
 * @param answered peers that answered with their name
 * @param faults of those that did not
 */
public record PeerAnswers(SortedSet<NodeName> answered, SortedMap<NodeName, Fault> faults) {}
