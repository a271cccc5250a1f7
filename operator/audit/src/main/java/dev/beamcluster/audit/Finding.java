package dev.beamcluster.audit;

/** Something that is wrong with a log. Lines are counted from 1, with those that are not of the audit trail. */
public sealed interface Finding {

    /** The text of a line is not that of which it has the hash. */
    record Edited(int line, String process, long sequence) implements Finding {}

    /** An entry was replaced with another one that has a right hash: the next entry names the hash of a different one. */
    record Replaced(int line, String process, long sequence) implements Finding {}

    /** Entries between two others are not there. */
    record Missing(String process, long from, long to) implements Finding {}

    /** An entry is behind one that was written later. */
    record Reordered(int line, String process, long sequence) implements Finding {}

    /** An entry of this number was there before. */
    record Repeated(int line, String process, long sequence) implements Finding {}

    /** A line begins as one of the audit trail and is none, because it was cut or edited. */
    record Unreadable(int line) implements Finding {}
}
