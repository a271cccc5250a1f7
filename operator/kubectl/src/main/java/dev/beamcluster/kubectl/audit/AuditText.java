package dev.beamcluster.kubectl.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.Collectors;

import dev.beamcluster.audit.AuditEntry;
import dev.beamcluster.audit.AuditJson;
import dev.beamcluster.audit.Cause;
import dev.beamcluster.audit.Outcome;
import dev.beamcluster.audit.Subject;
import dev.beamcluster.audit.Trail;
import dev.beamcluster.kubectl.view.Table;

/** The audit trail as a person reads it, and as lines of JSON. */
public final class AuditText {

    private AuditText() {}

    /** Returns the entries as a table, then the reads, then what is missing. */
    public static String of(Trail trail) {
        var table = new Table("TIME", "SOURCE", "WHO", "ACTION", "ON", "RESULT", "WHY");
        trail.entries().stream()
                .map(AuditRow::of)
                .forEach(row -> table.row(
                        row.time(), row.source(), row.actor(), row.action(), row.on(), result(row), row.why()));
        var text = new StringBuilder(table.isEmpty() ? "no entry\n" : table.text());
        if (!trail.reads().isEmpty()) {
            var reads = new Table("READS", "VERB", "RESOURCE", "BY");
            trail.reads()
                    .forEach(read -> reads.row(Long.toString(read.count()), read.verb(), read.resource(), read.user()));
            text.append('\n').append(reads.text());
        }
        if (!trail.missing().isEmpty()) {
            text.append("\nNot read:\n");
            trail.missing().forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static String result(AuditRow row) {
        return row.code() == null ? row.result() : row.result() + " " + row.code();
    }

    /**
     * Returns the entries as lines of JSON, without their chains, and the reads as a summary.
     *
     * @param now the time of the summary
     */
    public static String json(Trail trail, Instant now) {
        var entries = new ArrayList<>(trail.entries());
        if (!trail.reads().isEmpty()) {
            entries.add(new AuditEntry(
                    now,
                    AuditEntry.Source.API_SERVER,
                    AuditEntry.Kind.SUMMARY,
                    "",
                    "",
                    Subject.NONE,
                    Cause.NONE,
                    Outcome.ok(Outcome.NOT_MEASURED),
                    "",
                    trail.reads()));
        }
        return entries.stream().map(entry -> AuditJson.text(entry) + "\n").collect(Collectors.joining());
    }
}
