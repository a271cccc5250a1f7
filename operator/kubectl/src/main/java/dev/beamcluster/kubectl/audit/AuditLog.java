package dev.beamcluster.kubectl.audit;

import java.util.List;

/**
 * A log that may have entries of the audit trail among other lines.
 *
 * @param name the pod or the file
 * @param isCut whether only the end of the log was read
 */
public record AuditLog(String name, List<String> lines, boolean isCut) {

    public AuditLog {
        lines = List.copyOf(lines);
    }

    /** Returns a log of a text. If that is only its end, the first line may have lost its beginning, and is left out. */
    public static AuditLog of(String name, String text, boolean isCut) {
        List<String> lines = text.lines().toList();
        return new AuditLog(name, isCut && !lines.isEmpty() ? lines.subList(1, lines.size()) : lines, isCut);
    }

    /** Returns what was read, in a few words. */
    String place() {
        return isCut ? "the end of " + name : name;
    }
}
