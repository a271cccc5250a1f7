package dev.beamcluster.kubectl.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.beamcluster.audit.AuditEntry;
import dev.beamcluster.audit.AuditFilter;
import dev.beamcluster.audit.Trail;
import dev.beamcluster.audit.Verification;
import dev.beamcluster.kubectl.audit.AuditLog;
import dev.beamcluster.kubectl.audit.AuditLogs;
import dev.beamcluster.kubectl.audit.AuditRow;
import dev.beamcluster.kubectl.audit.VerificationText;

/**
 * The audit trail of a BeamCluster, as far as it could be read.
 *
 * @param failed what was refused or failed
 * @param read which logs were read, in one line each
 * @param missing what could not be read and why, in one line each
 */
public record AuditView(Part all, Part failed, List<String> read, List<String> missing, Chain chain) {

    /** Entries in each part, at most. */
    static final int MOST = 200;

    /**
     * The last entries, newest first.
     *
     * @param total how many entries the logs have
     */
    public record Part(int total, List<AuditRow> entries) {

        /** Takes the last of entries that are in the order of their times. */
        static Part of(List<AuditEntry> entries) {
            int first = Math.max(0, entries.size() - MOST);
            return new Part(
                    entries.size(),
                    entries.subList(first, entries.size()).reversed().stream()
                            .map(AuditRow::of)
                            .toList());
        }
    }

    /**
     * What the chains in the operator's logs say.
     *
     * @param lines as {@code kubectl beam audit --verify} prints them
     */
    public record Chain(State state, List<String> lines) {

        /** Whether something is wrong. */
        public enum State {
            /** Nothing is wrong, as far as a chain can tell. */
            intact,
            /** A line was edited, removed or moved. */
            broken,
            /** There is no entry to check. */
            unknown
        }

        static Chain of(List<AuditLog> logs) {
            var lines = new ArrayList<String>();
            boolean isIntact = true;
            boolean hasEntries = false;
            for (AuditLog log : logs) {
                Verification verified = Verification.of(log.lines());
                if (log.isCut()) {
                    lines.add(log.name() + ": the page has read only the end of this log");
                }
                lines.addAll(VerificationText.of(log.name(), verified).lines().toList());
                isIntact &= verified.isIntact();
                hasEntries |= !verified.processes().isEmpty();
            }
            return new Chain(!isIntact ? State.broken : hasEntries ? State.intact : State.unknown, lines);
        }
    }

    /** Returns what the logs say about a BeamCluster; it need not exist any more. */
    public static AuditView of(ClusterKey cluster, AuditLogs logs) {
        Trail trail = logs.trail(filter(cluster, false));
        AuditFilter isFailed = filter(cluster, true);
        return new AuditView(
                Part.of(trail.entries()),
                Part.of(trail.entries().stream().filter(isFailed::matches).toList()),
                logs.read(),
                trail.missing(),
                Chain.of(logs.operator().logs()));
    }

    private static AuditFilter filter(ClusterKey cluster, boolean isFailed) {
        return new AuditFilter(
                Optional.of(new AuditFilter.Named(cluster.namespace(), cluster.name())),
                isFailed,
                Optional.empty(),
                Optional.empty());
    }
}
