package dev.beamcluster.kubectl.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.beamcluster.audit.AuditEntry;
import dev.beamcluster.audit.Cause;
import dev.beamcluster.audit.Chain;
import dev.beamcluster.audit.Outcome;
import dev.beamcluster.audit.Subject;

/** The log of an operator, with lines for people among those of the audit trail. */
public final class OperatorLines {

    private static final String POD = "beamcluster-operator-7c9";
    private static final Cause CHAT = new Cause("shop", "chat", 3, "apply");

    private OperatorLines() {}

    /** Returns the log of a process that started, wrote, called two nodes, refused a spec, and still runs. */
    public static List<String> log() {
        var lines = new ArrayList<String>();
        Chain chain = Chain.of(POD + "/1767347400000");
        for (AuditEntry entry : entries()) {
            Chain.Appended appended = chain.append(entry);
            lines.add(appended.line());
            chain = appended.next();
        }
        lines.add(1, "2026-01-02T09:50:00.500Z INFO  OperatorProcess started");
        return lines;
    }

    private static List<AuditEntry> entries() {
        return List.of(
                entry(AuditEntry.Kind.START, 0, "0.1.0", Subject.NONE, Cause.NONE, Outcome.ok(-1), ""),
                entry(
                        AuditEntry.Kind.WRITE,
                        1,
                        "patch",
                        Subject.object("statefulsets", "shop", "chat"),
                        CHAT,
                        Outcome.ofHttp(200, "", 12),
                        "op1"),
                entry(
                        AuditEntry.Kind.CALL,
                        5,
                        "net_kernel:connect_node/1",
                        Subject.node(
                                "chat@chat-0", List.of("chat@chat-1", "chat@chat-2", "chat@chat-3", "chat@chat-4")),
                        new Cause("shop", "chat", 0, "connect"),
                        Outcome.ok(31),
                        ""),
                entry(
                        AuditEntry.Kind.CALL,
                        6,
                        "Elixir.Chat:drain/1",
                        Subject.node("chat@chat-2", List.of()),
                        new Cause("shop", "chat", 0, "drain"),
                        Outcome.failed("Elixir.Chat:drain/1 took longer than 30 s", 30_000),
                        ""),
                entry(
                        AuditEntry.Kind.REFUSAL,
                        60,
                        "InvalidSpec",
                        Subject.object("beamclusters", "shop", "other"),
                        new Cause("shop", "other", 1, "apply"),
                        Outcome.refused("spec.ports[0]: 4369 is the port of epmd"),
                        ""),
                new AuditEntry(
                        Instant.parse("2026-01-02T09:59:00Z"),
                        AuditEntry.Source.OPERATOR,
                        AuditEntry.Kind.SUMMARY,
                        POD,
                        "",
                        Subject.NONE,
                        Cause.NONE,
                        Outcome.ok(Outcome.NOT_MEASURED),
                        "",
                        List.of(new AuditEntry.Count("", "round", "meshes", 540))));
    }

    private static AuditEntry entry(
            AuditEntry.Kind kind,
            int second,
            String action,
            Subject subject,
            Cause cause,
            Outcome outcome,
            String requestId) {
        return new AuditEntry(
                Instant.parse("2026-01-02T09:50:00.125Z").plusSeconds(second),
                AuditEntry.Source.OPERATOR,
                kind,
                POD,
                action,
                subject,
                cause,
                outcome,
                requestId,
                List.of());
    }
}
