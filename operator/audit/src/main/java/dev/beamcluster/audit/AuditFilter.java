package dev.beamcluster.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries are wanted.
 *
 * @param cluster only those about this BeamCluster
 * @param isFailed only what was refused or failed
 * @param by only by actors with this in their names
 * @param since only those that are not older
 */
public record AuditFilter(Optional<Named> cluster, boolean isFailed, Optional<String> by, Optional<Instant> since) {

    private static final String BEAM_CLUSTERS = "beamclusters";

    /** A BeamCluster. */
    public record Named(String namespace, String name) {}

    /** Whether the entry is wanted. */
    public boolean matches(AuditEntry entry) {
        return cluster.filter(named -> !isAbout(entry, named)).isEmpty()
                && (!isFailed || entry.outcome().result() != Outcome.Result.OK)
                && by.filter(actor -> !entry.actor().contains(actor)).isEmpty()
                && since.filter(time -> entry.time().isBefore(time)).isEmpty();
    }

    private static boolean isAbout(AuditEntry entry, Named named) {
        boolean isCause = entry.cause().name().equals(named.name())
                && entry.cause().namespace().equals(named.namespace());
        boolean isObject = entry.subject().resource().split("/", 2)[0].equals(BEAM_CLUSTERS)
                && entry.subject().name().equals(named.name())
                && entry.subject().namespace().equals(named.namespace());
        return isCause || isObject;
    }
}
