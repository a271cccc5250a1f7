/** Real BEAM nodes in containers, nodes in this process that misbehave, and certificates: for tests and benchmarks. */
@NullMarked
package dev.beamcluster.testkit;

import org.jspecify.annotations.NullMarked;
