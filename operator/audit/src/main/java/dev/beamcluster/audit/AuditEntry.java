package dev.beamcluster.audit;

import java.time.Instant;
import java.util.List;

/**
 * One entry of the audit trail.
 *
 * @param time when the action ended
 * @param source who wrote the entry
 * @param kind what it is about
 * @param actor who acted: the pod of the operator, the user of a request, or the user of the machine on which the plugin runs
 * @param action the verb of a request, the Erlang function of a call, or the command of the plugin
 * @param subject what was acted on
 * @param cause why, as far as it is known
 * @param outcome how it ended
 * @param requestId the Audit-ID that the API server gave the request; empty if it is not known, or without a request. The API
 *     server's own record has the same
 * @param counts what is counted and not listed; only in a summary
 */
public record AuditEntry(
        Instant time,
        Source source,
        Kind kind,
        String actor,
        String action,
        Subject subject,
        Cause cause,
        Outcome outcome,
        String requestId,
        List<Count> counts) {

    /** Who wrote an entry. */
    public enum Source {
        OPERATOR,
        API_SERVER,
        PLUGIN
    }

    /** What an entry is about. */
    public enum Kind {
        /** The process has started; its first entry. */
        START,
        /** The operator asked the API server to write. */
        WRITE,
        /** The operator called a function on a node that changes something. */
        CALL,
        /** The operator refused a spec. */
        REFUSAL,
        /** What the process has counted since its last summary, and not listed. */
        SUMMARY,
        /** The process ends in order; its last entry. */
        END,
        /** Somebody asked the API server for something. */
        REQUEST,
        /** A person used the plugin. */
        COMMAND
    }

    /**
     * Something that is counted instead of listed.
     *
     * @param user who did it; empty for the process itself
     * @param verb for example {@code list}, or {@code round} for a round of probes
     * @param resource the plural with the subresource, or {@code meshes} for rounds
     */
    public record Count(String user, String verb, String resource, long count) {}

    public AuditEntry {
        counts = List.copyOf(counts);
    }

    /** Creates an entry without a request and without counts. */
    public AuditEntry(
            Instant time,
            Source source,
            Kind kind,
            String actor,
            String action,
            Subject subject,
            Cause cause,
            Outcome outcome) {
        this(time, source, kind, actor, action, subject, cause, outcome, "", List.of());
    }
}
