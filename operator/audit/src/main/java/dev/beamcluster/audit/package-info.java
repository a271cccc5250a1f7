/**
 * The audit trail as values: an entry ({@link dev.beamcluster.audit.AuditEntry}), its line, the chain of the lines of a process, the
 * verification of that chain, and the trail of several sources ({@link dev.beamcluster.audit.Trail}). docs/audit.md is its schema.
 *
 * <p>Pure: imports nothing but {@code java.*} and Jackson; no clock, no environment, no randomness, no logger.
 */
@NullMarked
package dev.beamcluster.audit;

import org.jspecify.annotations.NullMarked;
