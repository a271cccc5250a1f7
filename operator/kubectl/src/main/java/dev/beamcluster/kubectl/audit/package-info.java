/**
 * The audit trail of several sources as one: filtered, merged by time, and as text. Pure: lines and the time are arguments.
 */
@NullMarked
package dev.beamcluster.kubectl.audit;

import org.jspecify.annotations.NullMarked;
