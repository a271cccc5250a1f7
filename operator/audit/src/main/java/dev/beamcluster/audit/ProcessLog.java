package dev.beamcluster.audit;

import java.time.Instant;

/**
 * What a log has of one process.
 *
 * @param first the lowest number of its entries; if it is not 1, the beginning is missing: a log that was rotated, or lines that were
 *     removed, which nobody can tell apart
 * @param last the highest number of its entries
 * @param began the time of the first entry
 * @param ended the time of the last entry
 * @param isClosed whether the last entry says that the process ended; without it the process runs, was killed, or the end of the log
 *     was removed
 */
public record ProcessLog(String process, long first, long last, Instant began, Instant ended, boolean isClosed) {

    /** Whether the log has the start of the process. */
    public boolean hasStart() {
        return first == 1;
    }
}
