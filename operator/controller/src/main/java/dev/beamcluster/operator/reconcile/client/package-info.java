/**
 * The connections to the API server, what is kept of the objects that it sends, and what happens when it is overloaded. May not
 * import the rest of {@code reconcile}.
 */
@NullMarked
package dev.beamcluster.operator.reconcile.client;

import org.jspecify.annotations.NullMarked;
