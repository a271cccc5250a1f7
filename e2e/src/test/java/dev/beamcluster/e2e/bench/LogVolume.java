package dev.beamcluster.e2e.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.beamcluster.audit.AuditReader;
import dev.beamcluster.e2e.harness.OperatorLog;

/**
 * How much the operator's pods have logged.
 *
 * @param bytes of all lines
 * @param entries of the audit trail
 * @param entryBytes of these entries
 */
record LogVolume(long bytes, long entries, long entryBytes) {

    private static final double KIBI = 1024;

    static LogVolume since(Instant moment, OperatorLog log) {
        List<String> lines = log.since(moment);
        List<String> entries = lines.stream().filter(AuditReader::isAudit).toList();
        return new LogVolume(bytes(lines), entries.size(), bytes(entries));
    }

    private static long bytes(List<String> lines) {
        return lines.stream()
                .mapToLong(line -> line.getBytes(StandardCharsets.UTF_8).length + 1)
                .sum();
    }

    /** The volume for each of so many BeamClusters. */
    String forEachOf(int count) {
        return String.format(
                Locale.ROOT,
                "%.1f KiB, of which %.1f KiB are %.1f entries of the audit trail",
                bytes / KIBI / count,
                entryBytes / KIBI / count,
                (double) entries / count);
    }
}
