/**
 * What {@code make bench} measures. May import the harness; {@link dev.beamcluster.e2e.bench.MeshBench} measures the mesh
 * engine itself.
 */
@NullMarked
package dev.beamcluster.e2e.bench;

import org.jspecify.annotations.NullMarked;
