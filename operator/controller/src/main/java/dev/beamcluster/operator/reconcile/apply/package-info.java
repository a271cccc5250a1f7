/**
 * Writes objects: what is ours, how it is applied, deleted and recreated, which pods are nodes, and what the API server's refusals
 * mean. Every write is of the object as it was read, or of none.
 *
 * <p>May import {@code desired}, {@code rollout}, {@code observed} and {@code status}; not the operator SDK.
 */
@NullMarked
package dev.beamcluster.operator.reconcile.apply;

import org.jspecify.annotations.NullMarked;
