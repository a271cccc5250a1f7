/**
 * The loop over each mesh: its thread, its clock, and what is done with what a round learned. Imports all other packages of the
 * engine, and is imported by whoever makes a {@link dev.beamcluster.mesh.monitor.HiddenNodeMonitor}.
 */
@NullMarked
package dev.beamcluster.mesh.monitor;

import org.jspecify.annotations.NullMarked;
