package dev.beamcluster.audit;

/**
 * Why the operator did something.
 *
 * @param namespace the namespace of the BeamCluster; empty if it was done for none
 * @param name the name of the BeamCluster; empty likewise
 * @param generation the generation of its spec; 0 if it does not matter
 * @param step the part of a reconcile or a round, for example {@code apply} or {@code status}
 */
public record Cause(String namespace, String name, long generation, String step) {

    /** No cause is known. */
    public static final Cause NONE = new Cause("", "", 0, "");

    /** Returns the same BeamCluster with another step. */
    public Cause at(String next) {
        return new Cause(namespace, name, generation, next);
    }
}
