/** Nodes find each other, and a link or a node that is lost is reported. */
@NullMarked
package dev.beamcluster.e2e.tests.mesh;

import org.jspecify.annotations.NullMarked;
