package dev.beamcluster.mesh.formation;

import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.beamcluster.mesh.MeshTarget.Healing;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes start, stop, freeze, refuse each other and lose links in one or both directions. The operator sees some of
 * them and may restart at any moment. It must end with one clique and never break the {@link FormationLaws}.
 */
class FormationSimulationTest {

    /** Per kind of healing. */
    private static final int HISTORIES = 700;

    /**
     * Rounds of one second from the end of the last fault to one clique: a refused pair alone may wait for a minute.
     */
    private static final int ROUNDS = 120;

    @ParameterizedTest
    @EnumSource(Healing.class)
    void endsInOneCliqueAndBreaksNoLaw(Healing healing) {
        for (int seed = 0; seed < HISTORIES; seed++) {
            try {
                new History(seed, healing).run();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static final class History {

        private final Random random;
        private final Healing healing;
        private final SimulatedMesh mesh;
        private final SimulatedOperator operator;
        /** One in this many faults ends early. */
        private final int persistence;

        private int second;

        History(int seed, Healing healing) {
            this.random = new Random(seed);
            this.healing = healing;
            this.persistence = 2 + random.nextInt(8);
            this.mesh = new SimulatedMesh(2 + random.nextInt(5), random);
            this.operator = new SimulatedOperator(mesh, healing);
        }

        void run() {
            int steps = 20 + random.nextInt(140);
            int calm = 1 + random.nextInt(10);
            for (int step = 0; step < steps; step++) {
                if (random.nextInt(calm) == 0) {
                    disturb();
                }
                if (random.nextInt(8) > 0) {
                    operator.round(second);
                }
                pass();
            }
            lift();
            settle();
        }

        private void disturb() {
            int one = random.nextInt(mesh.size);
            int other = (one + 1 + random.nextInt(mesh.size - 1)) % mesh.size;
            boolean ends = random.nextInt(persistence) == 0;
            switch (random.nextInt(10)) {
                case 0 -> mesh.kill(one);
                case 1, 2 -> mesh.start(one);
                case 3 -> mesh.frozen[one] = mesh.up[one] && !ends;
                case 4 -> cut(one, other, ends);
                case 5 -> {
                    cut(one, other, ends);
                    cut(other, one, ends);
                }
                case 6 -> {
                    for (int each = 0; each < mesh.size; each++) {
                        cut(one, each, ends);
                    }
                }
                case 7, 8 -> quarrel(one, other);
                default -> disturbOperator(one, ends);
            }
        }

        private void cut(int from, int to, boolean ends) {
            if (ends) {
                mesh.unblock(from, to);
            } else if (from != to) {
                mesh.block(from, to);
            }
        }

        private void quarrel(int one, int other) {
            boolean[][] kind = random.nextBoolean() ? mesh.refuses : mesh.disconnects;
            boolean begins = random.nextInt(3) == 0;
            kind[one][other] = begins;
            kind[other][one] = begins;
        }

        private void disturbOperator(int node, boolean seesAgain) {
            if (random.nextBoolean()) {
                operator.restart();
            } else {
                operator.isBlindTo(node, !seesAgain);
            }
        }

        private void lift() {
            for (int one = 0; one < mesh.size; one++) {
                mesh.frozen[one] = false;
                mesh.start(one);
                operator.isBlindTo(one, false);
                for (int other = 0; other < mesh.size; other++) {
                    mesh.unblock(one, other);
                    mesh.refuses[one][other] = false;
                    mesh.disconnects[one][other] = false;
                }
            }
            mesh.faultsEnd();
        }

        private void settle() {
            int rounds = 0;
            while (!isSettled()) {
                rounds++;
                if (healing == Healing.NONE && rounds > ROUNDS) {
                    return;
                }
                assertThat(rounds).as("rounds").isLessThanOrEqualTo(ROUNDS);
            }
            for (int round = 0; round < 5; round++) {
                assertThat(isSettled()).as("it stays one clique").isTrue();
            }
            assertThat(mesh.lostToOperator()).as("links that connecting cost").isZero();
        }

        private boolean isSettled() {
            pass();
            return operator.round(second) && operator.isOneClique();
        }

        private void pass() {
            mesh.step();
            second++;
        }
    }
}
