package dev.beamcluster.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The end of the chain of a process, to which the next entry is appended. The hash of an entry is the SHA-256 of its line without the
 * hash; that line has the hash of the entry before.
 *
 * @param process identifies the process
 * @param sequence the number of the last entry; 0 before the first
 * @param hash the hash of the last entry
 */
public record Chain(String process, long sequence, String hash) {

    private static final String HASH = ",\"hash\":\"";
    private static final String END = "\"}";
    private static final int LENGTH = 64;

    /**
     * A line, and the chain after it.
     *
     * @param line one line of JSON, without a line break
     */
    public record Appended(String line, Chain next) {}

    /** Returns the chain of a process that has written nothing yet. */
    public static Chain of(String process) {
        return new Chain(process, 0, ChainLink.NOTHING);
    }

    /** Returns the line of the next entry. */
    public Appended append(AuditEntry entry) {
        String open = AuditJson.text(entry, new ChainLink(process, sequence + 1, hash));
        String own = sha256(open);
        String line = open.substring(0, open.length() - 1) + HASH + own + END;
        return new Appended(line, new Chain(process, sequence + 1, own));
    }

    /** Returns the hash that a line should have, whatever it says. */
    static String computed(String line) {
        int at = line.lastIndexOf(HASH);
        boolean isLast = at >= 0 && at + HASH.length() + LENGTH + END.length() == line.length() && line.endsWith(END);
        return isLast ? sha256(line.substring(0, at) + "}") : "";
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256 (MessageDigest)", e);
        }
    }
}
