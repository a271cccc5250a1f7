/** The life of nodes and their disks: nodes start, are replaced, drained and removed. */
@NullMarked
package dev.beamcluster.e2e.tests.lifecycle;

import org.jspecify.annotations.NullMarked;
