/**
 * What this process did, as entries of the audit trail: writes to the API server, calls that change a node, refusals of a spec. May import
 * {@code metrics}, for the verb of a request; {@code reconcile} says why it writes.
 */
@NullMarked
package dev.beamcluster.operator.audit;

import org.jspecify.annotations.NullMarked;
