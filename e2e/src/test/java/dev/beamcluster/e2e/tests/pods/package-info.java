/** Pods that do not start, are not ready or do not go away: what the BeamCluster reports about them. */
@NullMarked
package dev.beamcluster.e2e.tests.pods;

import org.jspecify.annotations.NullMarked;
