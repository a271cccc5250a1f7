/**
 * The loop over each mesh: its thread, its clock, and what follows from a round. Imports all other packages of the
 * engine; only code that creates a {@link dev.beamcluster.mesh.monitor.HiddenNodeMonitor} imports it.
 */
@NullMarked
package dev.beamcluster.mesh.monitor;

import org.jspecify.annotations.NullMarked;
