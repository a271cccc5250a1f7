/**
 * One round: asks every node which nodes it is connected to, and makes one end of every link call the other.
 *
 * <p>Imports {@code mesh} and {@code erlang}. Changes nothing between nodes.
 */
@NullMarked
package dev.beamcluster.mesh.probe;

import org.jspecify.annotations.NullMarked;
