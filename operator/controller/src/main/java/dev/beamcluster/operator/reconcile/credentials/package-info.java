/**
 * The cookie and the certificates: where they come from, what is wrong with them, and what is remembered of them. Nothing here prints
 * one.
 *
 * <p>May import {@code desired}, {@code observed}, {@code status} and {@code reconcile.apply}.
 */
@NullMarked
package dev.beamcluster.operator.reconcile.credentials;

import org.jspecify.annotations.NullMarked;
