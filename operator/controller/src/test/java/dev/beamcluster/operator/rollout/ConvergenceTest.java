package dev.beamcluster.operator.rollout;

import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The user changes the spec, pods become ready, nodes connect, and the controller and the operator run, all at random moments.
 * Every run ends in the same state as an undisturbed run. No node of the mesh is replaced before the previously replaced nodes
 * have rejoined, and no release that dies costs more nodes than one step of its rollout.
 */
class ConvergenceTest {

    private static final int RUNS = 150;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void endsWhereAnUndisturbedRunEnds(long seed) {
        var random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            var story = new Story(random);
            story.disturb();
            story.settle("good");
            story.applyAReleaseThatDoesNotJoin();
            story.settle("better");
            story.applyAReleaseThatDies();
            story.settle("best");
        }
    }
}
