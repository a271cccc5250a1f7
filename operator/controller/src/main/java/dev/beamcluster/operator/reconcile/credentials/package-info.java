/**
 * The cookie and the certificates: their sources, their problems, and the values that the operator remembers. No code here prints
 * one.
 *
 * <p>May import {@code desired}, {@code observed}, {@code status} and {@code reconcile.apply}.
 */
@NullMarked
package dev.beamcluster.operator.reconcile.credentials;

import org.jspecify.annotations.NullMarked;
