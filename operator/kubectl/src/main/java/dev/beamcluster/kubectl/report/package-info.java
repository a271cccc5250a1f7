/**
 * A zip for a bug report: everything that the person may read about one BeamCluster, without secrets, and what could not be
 * read.
 */
@NullMarked
package dev.beamcluster.kubectl.report;

import org.jspecify.annotations.NullMarked;
