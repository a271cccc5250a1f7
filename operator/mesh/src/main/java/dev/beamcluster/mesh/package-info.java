/**
 * The mesh as values: what is asked of it ({@link dev.beamcluster.mesh.MeshTarget}), what was seen
 * ({@link dev.beamcluster.mesh.MeshReport}), and the interface of whoever watches it.
 *
 * <p>Pure: imports nothing but {@code java.*}; no clock, no environment, no randomness, no logger.
 */
@NullMarked
package dev.beamcluster.mesh;

import org.jspecify.annotations.NullMarked;
