/**
 * What Kubernetes knows about a BeamCluster: the client, with the rights of the person who runs the plugin, and what it read, as
 * values. With the commands and the port-forwards of {@code node}, the
 * only classes that talk to the API server.
 */
@NullMarked
package dev.beamcluster.kubectl.cluster;

import org.jspecify.annotations.NullMarked;
