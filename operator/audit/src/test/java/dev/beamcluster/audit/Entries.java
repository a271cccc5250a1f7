package dev.beamcluster.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Entries for tests. */
final class Entries {

    static final Instant TIME = Instant.parse("2026-03-01T12:00:00.125Z");
    static final String OPERATOR = "beamcluster-operator-0";

    private Entries() {}

    static AuditEntry start() {
        return process(AuditEntry.Kind.START);
    }

    static AuditEntry end() {
        return process(AuditEntry.Kind.END);
    }

    private static AuditEntry process(AuditEntry.Kind kind) {
        return new AuditEntry(
                TIME,
                AuditEntry.Source.OPERATOR,
                kind,
                OPERATOR,
                "",
                Subject.NONE,
                Cause.NONE,
                Outcome.ok(Outcome.NOT_MEASURED));
    }

    static AuditEntry write(int code, String message) {
        return new AuditEntry(
                TIME,
                AuditEntry.Source.OPERATOR,
                AuditEntry.Kind.WRITE,
                OPERATOR,
                "patch",
                Subject.object("statefulsets", "shop", "chat"),
                new Cause("shop", "chat", 3, "apply"),
                Outcome.ofHttp(code, message, 12),
                "5d8f2c1e-0c3b-4b4e-9d52-0e7f5d9f4b11",
                List.of());
    }

    static AuditEntry call() {
        return new AuditEntry(
                TIME,
                AuditEntry.Source.OPERATOR,
                AuditEntry.Kind.CALL,
                OPERATOR,
                "net_kernel:connect_node/1",
                Subject.node("chat@chat-0.chat-nodes.shop.svc", List.of("chat@chat-1.chat-nodes.shop.svc")),
                new Cause("shop", "chat", 0, "connect"),
                Outcome.failed("no answer in time", 1500));
    }

    static AuditEntry summary() {
        return new AuditEntry(
                TIME,
                AuditEntry.Source.OPERATOR,
                AuditEntry.Kind.SUMMARY,
                OPERATOR,
                "",
                Subject.NONE,
                Cause.NONE,
                Outcome.ok(Outcome.NOT_MEASURED),
                "",
                List.of(new AuditEntry.Count("", "round", "meshes", 3600)));
    }

    /** The log of a process with four entries, the last of which closes it. */
    static List<String> log(String process) {
        var lines = new ArrayList<String>();
        Chain chain = Chain.of(process);
        for (AuditEntry entry : List.of(start(), write(200, ""), write(409, "the object has been modified"), end())) {
            Chain.Appended appended = chain.append(entry);
            lines.add(appended.line());
            chain = appended.next();
        }
        return lines;
    }
}
