package dev.beamcluster.kubectl.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.beamcluster.audit.AuditEntry;
import dev.beamcluster.audit.AuditEntry.Count;
import dev.beamcluster.audit.AuditJson;
import dev.beamcluster.audit.Cause;
import dev.beamcluster.audit.Outcome;
import dev.beamcluster.audit.Subject;
import dev.beamcluster.audit.Trail;
import dev.beamcluster.kubectl.view.Table;

/** The audit trail as a person reads it, and as lines of JSON. */
public final class AuditText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int FEW = 3;

    private AuditText() {}

    /** Returns the entries as a table, then the reads, then what is missing. */
    public static String of(Trail trail) {
        var table = new Table("TIME", "SOURCE", "WHO", "ACTION", "ON", "RESULT", "WHY");
        trail.entries()
                .forEach(entry -> table.row(
                        TIME.format(entry.time()),
                        word(entry.source()),
                        entry.actor(),
                        action(entry),
                        on(entry.subject()),
                        result(entry.outcome()),
                        why(entry)));
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

    private static String word(Enum<?> constant) {
        return constant.name().replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static String action(AuditEntry entry) {
        return switch (entry.kind()) {
            case START, END, REFUSAL -> (word(entry.kind()) + " " + entry.action()).strip();
            case SUMMARY -> "summary";
            case WRITE, CALL, REQUEST, COMMAND -> entry.action();
        };
    }

    private static String on(Subject subject) {
        if (!subject.node().isEmpty()) {
            return subject.peers().isEmpty() ? subject.node() : subject.node() + " about " + peers(subject.peers());
        }
        return subject.resource().isEmpty() ? "-" : (subject.resource() + " " + path(subject)).strip();
    }

    private static String path(Subject subject) {
        return Stream.of(subject.namespace(), subject.name())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
    }

    private static String peers(List<String> peers) {
        String few = peers.stream().limit(FEW).collect(Collectors.joining(", "));
        return peers.size() > FEW ? few + " and " + (peers.size() - FEW) + " more" : few;
    }

    private static String result(Outcome outcome) {
        String word = word(outcome.result());
        return outcome.code() == Outcome.NO_CODE ? word : word + " " + outcome.code();
    }

    private static String why(AuditEntry entry) {
        var parts = new ArrayList<String>();
        Cause cause = entry.cause();
        if (!cause.equals(Cause.NONE)) {
            String generation = cause.generation() == 0 ? "" : " of generation " + cause.generation();
            parts.add(cause.step() + " " + cause.namespace() + "/" + cause.name() + generation);
        }
        if (!entry.outcome().message().isEmpty()) {
            parts.add(entry.outcome().message().replaceAll("\\s+", " "));
        }
        entry.counts().forEach(count -> parts.add(counted(count)));
        return String.join("; ", parts);
    }

    private static String counted(Count count) {
        return count.count() + " " + count.verb() + " " + count.resource();
    }
}
