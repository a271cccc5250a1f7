/**
 * The next step of a rollout or of a change in size: how many pods there are, and which of them get the new revision, so that nodes
 * are replaced and removed one at a time and only while the mesh is full.
 *
 * <p>Pure: observed facts to a {@link dev.beamcluster.operator.rollout.Plan}. It keeps no state: an operator that was killed at any
 * point continues where it was.
 */
@NullMarked
package dev.beamcluster.operator.rollout;

import org.jspecify.annotations.NullMarked;
