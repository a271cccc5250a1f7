/**
 * The edge to Kubernetes: reads caches, applies what is desired, observes, tells the status, writes events. The only importer
 * of the operator SDK and of the Kubernetes client.
 *
 * <p>May import {@code desired}, {@code mesh} and {@code status}; decides nothing that they can decide.
 */
@NullMarked
package dev.beamcluster.operator.reconcile;

import org.jspecify.annotations.NullMarked;
