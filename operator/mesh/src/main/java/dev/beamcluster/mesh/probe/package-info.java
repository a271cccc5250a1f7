/**
 * One round: every node is asked whom it is connected to, and one end of every link calls the other.
 *
 * <p>Imports {@code mesh} and {@code erlang}. It changes nothing between nodes.
 */
@NullMarked
package dev.beamcluster.mesh.probe;

import org.jspecify.annotations.NullMarked;
