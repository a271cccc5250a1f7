package dev.beamcluster.mesh;

/**
 * How many of its links a node verifies in one round. A node calls half of the others ({@link CallAssignment}); where that is more than so
 * many they take turns, so that what a round costs a node is bounded and each link is still verified within {@link #rounds(int)}
 * rounds.
 */
public final class Sampling {

    /**
     * Calls that one node makes in one round; the first round, and a peer that is new, are on top of it. Each costs its two ends
     * together about 0.03 ms of CPU, at ten nodes as at three hundred (docs/benchmarks.md): so many in a second, and as many that are
     * answered, are less than half a percent of one processor.
     */
    public static final int CALLS = 128;

    private Sampling() {}

    /** Within how many rounds each link of a mesh of so many nodes is verified; 1 where every round verifies all. */
    public static int rounds(int nodes) {
        return Math.max(1, Math.ceilDiv(nodes / 2, CALLS));
    }
}
