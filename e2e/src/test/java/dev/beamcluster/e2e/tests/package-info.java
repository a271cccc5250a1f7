/** What a user of BeamCluster may rely on, checked on a real cluster with the shipped operator. */
@NullMarked
package dev.beamcluster.e2e.tests;

import org.jspecify.annotations.NullMarked;
