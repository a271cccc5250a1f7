/** Nodes come, are replaced, drained and removed, and their disks with them. */
@NullMarked
package dev.beamcluster.e2e.tests.lifecycle;

import org.jspecify.annotations.NullMarked;
