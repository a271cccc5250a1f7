/** Nodes find each other, and a lost link or node is reported. */
@NullMarked
package dev.beamcluster.e2e.tests.mesh;

import org.jspecify.annotations.NullMarked;
