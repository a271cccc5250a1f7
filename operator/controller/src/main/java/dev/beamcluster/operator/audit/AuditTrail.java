package dev.beamcluster.operator.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import dev.beamcluster.audit.AuditEntry;
import dev.beamcluster.audit.AuditEntry.Count;
import dev.beamcluster.audit.AuditEntry.Kind;
import dev.beamcluster.audit.Cause;
import dev.beamcluster.audit.Chain;
import dev.beamcluster.audit.Outcome;
import dev.beamcluster.audit.Subject;

/** The entries of this process, in one chain. Used by all threads; lines are passed on in the order of their numbers. */
public final class AuditTrail {

    /** How often what is counted is summed up, if there is anything. */
    private static final Duration BETWEEN_SUMMARIES = Duration.ofHours(1);

    private final String actor;
    private final InstantSource clock;
    private final Consumer<String> lines;
    private final Map<Counted, LongAdder> counts = new ConcurrentHashMap<>();
    private final Object order = new Object();
    private Chain chain;
    private volatile Instant summary;
    private boolean hasEnded;

    private record Counted(String verb, String resource) {}

    /**
     * Creates a trail without an entry.
     *
     * @param actor the pod of the operator
     * @param lines takes each line, without a line break
     */
    public AuditTrail(String actor, InstantSource clock, Consumer<String> lines) {
        this.actor = actor;
        this.clock = clock;
        this.lines = lines;
        this.summary = clock.instant();
        this.chain = Chain.of(actor + "/" + summary.toEpochMilli());
    }

    /**
     * Writes the first entry.
     *
     * @param version the version of the operator
     */
    public void start(String version) {
        write(Kind.START, version, Subject.NONE, Cause.NONE, Outcome.ok(Outcome.NOT_MEASURED));
    }

    /** A spec was refused, and nothing is changed until a person acts. */
    public void refused(Cause cause, String reason, String message) {
        write(
                Kind.REFUSAL,
                reason,
                Subject.object("beamclusters", cause.namespace(), cause.name()),
                cause,
                Outcome.refused(message));
    }

    void called(String function, Subject subject, Cause cause, Outcome outcome) {
        write(Kind.CALL, function, subject, cause, outcome);
    }

    void wrote(String verb, Subject subject, Cause cause, Outcome outcome, String requestId) {
        append(entry(Kind.WRITE, verb, subject, cause, outcome, requestId, List.of()));
    }

    /** Counts something that is not listed. */
    void count(String verb, String resource) {
        counts.computeIfAbsent(new Counted(verb, resource), _ -> new LongAdder())
                .increment();
        if (clock.instant().isAfter(summary.plus(BETWEEN_SUMMARIES))) {
            summarize();
        }
    }

    /** Writes the last entries. What comes later is not written: it would seem that the process goes on. */
    public void end() {
        summarize();
        synchronized (order) {
            write(Kind.END, "", Subject.NONE, Cause.NONE, Outcome.ok(Outcome.NOT_MEASURED));
            hasEnded = true;
        }
    }

    private void summarize() {
        synchronized (order) {
            summary = clock.instant();
            List<Count> counted = counts.entrySet().stream()
                    .map(each -> new Count(
                            "",
                            each.getKey().verb(),
                            each.getKey().resource(),
                            each.getValue().sumThenReset()))
                    .filter(count -> count.count() > 0)
                    .sorted(Comparator.comparing(Count::verb).thenComparing(Count::resource))
                    .toList();
            if (!counted.isEmpty()) {
                append(entry(
                        Kind.SUMMARY, "", Subject.NONE, Cause.NONE, Outcome.ok(Outcome.NOT_MEASURED), "", counted));
            }
        }
    }

    private void write(Kind kind, String action, Subject subject, Cause cause, Outcome outcome) {
        append(entry(kind, action, subject, cause, outcome, "", List.of()));
    }

    private AuditEntry entry(
            Kind kind,
            String action,
            Subject subject,
            Cause cause,
            Outcome outcome,
            String requestId,
            List<Count> counted) {
        return new AuditEntry(
                clock.instant(),
                AuditEntry.Source.OPERATOR,
                kind,
                actor,
                action,
                subject,
                cause,
                outcome,
                requestId,
                counted);
    }

    private void append(AuditEntry entry) {
        synchronized (order) {
            if (!hasEnded) {
                Chain.Appended appended = chain.append(entry);
                chain = appended.next();
                lines.accept(appended.line());
            }
        }
    }
}
