/**
 * Writes objects: who owns them, how they are applied, deleted and recreated, which pods are nodes, and what the API server's
 * refusals mean. Every write applies to the object as it was read, or fails.
 *
 * <p>May import {@code desired}, {@code rollout}, {@code observed} and {@code status}; not the operator SDK.
 */
@NullMarked
package dev.beamcluster.operator.reconcile.apply;

import org.jspecify.annotations.NullMarked;
