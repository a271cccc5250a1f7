package dev.beamcluster.audit;

/**
 * The place of an entry among those of its process.
 *
 * @param process identifies the process that wrote it: another start has another one
 * @param sequence 1 for the first entry, and one more for each
 * @param before the hash of the entry before; 64 zeros for the first
 */
public record ChainLink(String process, long sequence, String before) {

    /** The hash before the first entry. */
    public static final String NOTHING = "0".repeat(64);
}
