/**
 * What may change next: how many pods, and which of them may be of a new revision, so that nodes are replaced and taken away one
 * at a time, and only while the mesh is whole.
 *
 * <p>Pure: observed facts to a {@link dev.beamcluster.operator.rollout.Plan}. It keeps no state, so that an operator which
 * was killed at any point goes on where it was.
 */
@NullMarked
package dev.beamcluster.operator.rollout;

import org.jspecify.annotations.NullMarked;
