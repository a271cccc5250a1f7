/**
 * Decides which pairs of nodes to examine and to connect: a pure function of what a round saw, of the {@link
 * dev.beamcluster.mesh.formation.Ledger} of all pairs, and of the time.
 *
 * <p>Pure: imports {@code java.util}, {@code java.time} values and {@code mesh}; no clock, no threads, no network, no
 * randomness, no logger. {@code monitor} runs the actions.
 */
@NullMarked
package dev.beamcluster.mesh.formation;

import org.jspecify.annotations.NullMarked;
