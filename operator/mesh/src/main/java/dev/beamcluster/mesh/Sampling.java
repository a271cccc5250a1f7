package dev.beamcluster.mesh;

/**
 * How many of its links a node verifies in one round. A node calls half of the other nodes ({@link CallAssignment}).
 * If that is more than {@link #CALLS}, the peers take turns. This bounds what a round costs a node, and each link is
 * still verified within {@link #rounds(int)} rounds.
 */
public final class Sampling {

    /**
     * Calls that one node makes in one round; calls to new peers, as in the first round, come on top. One call costs
     * its two ends together about 0.03 ms of CPU, with ten nodes as with three hundred (docs/benchmarks.md). At one
     * round per second, making and answering this many calls takes less than half a percent of one processor.
     */
    public static final int CALLS = 128;

    private Sampling() {}

    /** Within how many rounds each link of a mesh of this size is verified; 1 if every round verifies all links. */
    public static int rounds(int nodes) {
        return Math.max(1, Math.ceilDiv(nodes / 2, CALLS));
    }
}
