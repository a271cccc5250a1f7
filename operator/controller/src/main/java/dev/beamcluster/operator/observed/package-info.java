/**
 * What was seen of a BeamCluster, as plain values: one {@link dev.beamcluster.operator.observed.Snapshot} for each reconcile.
 * {@code rollout} decides on it, and {@code status} reports it. Pure; may import the values of {@code mesh} only.
 */
@NullMarked
package dev.beamcluster.operator.observed;

import org.jspecify.annotations.NullMarked;
