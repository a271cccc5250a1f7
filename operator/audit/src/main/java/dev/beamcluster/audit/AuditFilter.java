package dev.beamcluster.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which entries are wanted.
 *
 * @param cluster only those about this BeamCluster and its objects
 * @param isFailed only what was refused or failed
 * @param by only by actors with this in their names
 * @param since only those that are not older
 */
public record AuditFilter(Optional<Named> cluster, boolean isFailed, Optional<String> by, Optional<Instant> since) {

    private static final String BEAM_CLUSTERS = "beamclusters";

    /** A BeamCluster. */
    public record Named(String namespace, String name) {

        /** What follows the name of the BeamCluster in those of its Service, its Secret, its Job and its pods. */
        private static final Pattern SUFFIX = Pattern.compile("-(?:nodes|cookie|before|\\d+)");

        private boolean isNameOfObject(String object) {
            return object.equals(name)
                    || (object.startsWith(name)
                            && SUFFIX.matcher(object.substring(name.length())).matches());
        }
    }

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
        return isCause || (entry.subject().namespace().equals(named.namespace()) && isObject(entry, named));
    }

    /** The API server does not know for which BeamCluster the operator writes: then the names of the objects say it. */
    private static boolean isObject(AuditEntry entry, Named named) {
        String object = entry.subject().name();
        return entry.subject().resource().split("/", 2)[0].equals(BEAM_CLUSTERS)
                ? object.equals(named.name())
                : entry.cause().equals(Cause.NONE) && named.isNameOfObject(object);
    }
}
