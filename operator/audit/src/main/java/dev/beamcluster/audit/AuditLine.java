package dev.beamcluster.audit;

import java.util.Optional;

/**
 * A line of the audit trail, read.
 *
 * @param link its place in a chain; empty for the sources that have none
 * @param hash the hash that the line claims; empty without a chain
 * @param isIntact whether the hash is that of the line; true without a chain
 */
public record AuditLine(AuditEntry entry, Optional<ChainLink> link, String hash, boolean isIntact) {

    /** How every line of the audit trail begins; the lines of a log for people begin differently. */
    public static final String PREFIX = "{\"audit\":";
}
