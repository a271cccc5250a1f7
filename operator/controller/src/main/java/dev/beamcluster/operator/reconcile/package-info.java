/**
 * The edge to Kubernetes: reads caches, observes, applies the desired objects, and writes the status and events. The only
 * importer of the operator SDK and of the Kubernetes client.
 *
 * <p>May import {@code desired}, {@code mesh} and {@code status}; makes no decision that belongs to them.
 */
@NullMarked
package dev.beamcluster.operator.reconcile;

import org.jspecify.annotations.NullMarked;
