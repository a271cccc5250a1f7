package dev.beamcluster.kubectl.audit;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.beamcluster.audit.AuditEntry;
import dev.beamcluster.audit.AuditEntry.Count;
import dev.beamcluster.audit.Cause;
import dev.beamcluster.audit.Outcome;
import dev.beamcluster.audit.Subject;

/**
 * An entry in the words of the table.
 *
 * @param time in RFC 3339 format, with milliseconds
 * @param on the object, or the node with the nodes that the call was about
 * @param result {@code ok}, {@code refused} or {@code failed}
 * @param code what HTTP answered, or the exit code of a command; null if there is none
 * @param why the cause and the message, in one line; empty if neither is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditRow(
        String time,
        String source,
        String actor,
        String action,
        String on,
        String result,
        @Nullable Integer code,
        String why) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int FEW = 3;

    /** Returns the words of an entry. */
    public static AuditRow of(AuditEntry entry) {
        Outcome outcome = entry.outcome();
        return new AuditRow(
                TIME.format(entry.time()),
                word(entry.source()),
                entry.actor(),
                action(entry),
                on(entry.subject()),
                word(outcome.result()),
                outcome.code() == Outcome.NO_CODE ? null : outcome.code(),
                why(entry));
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
