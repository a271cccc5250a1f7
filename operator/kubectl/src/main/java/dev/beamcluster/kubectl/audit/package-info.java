/**
 * The audit trail as text. Pure: lines and the time are arguments.
 */
@NullMarked
package dev.beamcluster.kubectl.audit;

import org.jspecify.annotations.NullMarked;
