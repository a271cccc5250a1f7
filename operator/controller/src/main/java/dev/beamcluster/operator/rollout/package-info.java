/**
 * Decides on the next step of a rollout or of a change in size: how many pods there are, and which of them get the new revision.
 * Nodes are replaced and removed one at a time and only while the mesh is full.
 *
 * <p>Pure: observed facts to a {@link dev.beamcluster.operator.rollout.Plan}. It keeps no state: a restarted operator continues
 * where the previous one stopped.
 */
@NullMarked
package dev.beamcluster.operator.rollout;

import org.jspecify.annotations.NullMarked;
