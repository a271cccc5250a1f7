/**
 * The observed state of a BeamCluster, as plain values: one {@link dev.beamcluster.operator.observed.Snapshot} for each
 * reconcile. {@code rollout} decides on it, and {@code status} reports it. Pure; may import only the values of {@code mesh}.
 */
@NullMarked
package dev.beamcluster.operator.observed;

import org.jspecify.annotations.NullMarked;
