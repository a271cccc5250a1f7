/**
 * Nodes that are only simulated: they speak the distribution protocol, answer truthfully what the operator asks, and
 * fail on command. Thousands fit into one process. May import the parent package and the values of the mesh engine.
 */
@NullMarked
package dev.beamcluster.testkit.simulated;

import org.jspecify.annotations.NullMarked;
