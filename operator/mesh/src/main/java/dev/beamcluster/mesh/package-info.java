/**
 * The mesh as values: what to watch ({@link dev.beamcluster.mesh.MeshTarget}), what was seen ({@link
 * dev.beamcluster.mesh.MeshReport}), and the interface of the monitor.
 *
 * <p>Pure: imports nothing but {@code java.*}; no clock, no environment, no randomness, no logger.
 */
@NullMarked
package dev.beamcluster.mesh;

import org.jspecify.annotations.NullMarked;
