package dev.beamcluster.mesh;

/**
 * What is wrong with a node or a link.
 *
 * @param cause the kind of fault
 * @param detail a few words for people, the same in every round for the same fault; empty if the cause says it all
 */
public record Fault(Cause cause, String detail) {

    public Fault(Cause cause) {
        this(cause, "");
    }
}
