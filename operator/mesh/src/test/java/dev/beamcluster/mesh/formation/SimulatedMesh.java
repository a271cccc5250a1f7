package dev.beamcluster.mesh.formation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * VMs, the network between them, and what OTP does about their connections. A step is a second.
 *
 * <p>As OTP does it: each end of a connection knows only that it has one. An end that hears nothing for the tick time lets go; the
 * other end sees that when a packet of it gets through. A connection that was cut resumes when TCP next sends again, up to as long
 * after the cut as the cut took. With {@code connect_all} a new connection makes each of the two try the other's peers once. With
 * {@code prevent_overlapping_partitions} whoever is connected to two nodes of which one says that it lost the other lets go of one of
 * them, and so does, after a while, whoever is connected to two nodes that never met (kernel, global).
 */
final class SimulatedMesh {

    /** How long global waits for two nodes to meet that have a peer in common. */
    private static final int OVERLAP_GRACE = 7;

    /** TCP's longest pause between two tries that matters here. */
    private static final int LONGEST_RESUME = 20;

    private static final int NONE = -1;

    final int size;
    final boolean[] up;
    final boolean[] frozen;
    final long[] creation;

    /** Packets from one to the other are dropped. */
    final boolean[][] blocked;

    /** The path is open, and connecting fails. */
    final boolean[][] refuses;

    /** What connects is disconnected at once, by the application. */
    final boolean[][] parts;

    private final Random random;
    private final boolean connectsAll;
    private final boolean preventsOverlap;
    private final int tickTime;

    /** When one end last heard of the other; {@link #NONE} where it has no connection. */
    private final int[][] heard;

    private final int[][] blockedSince;
    private final int[][] resumesAt;
    private final int[][][] overlapSince;
    private final boolean[][] madeByOperator;
    private final List<int[]> toTry = new ArrayList<>();
    private int now;

    private int faultsEndedAt = Integer.MAX_VALUE;
    private int lostToOperator;

    SimulatedMesh(int size, Random random) {
        this.size = size;
        this.random = random;
        this.connectsAll = random.nextBoolean();
        this.preventsOverlap = random.nextInt(4) > 0;
        this.tickTime = 5 + random.nextInt(20);
        up = new boolean[size];
        frozen = new boolean[size];
        creation = new long[size];
        blocked = new boolean[size][size];
        refuses = new boolean[size][size];
        parts = new boolean[size][size];
        heard = new int[size][size];
        blockedSince = new int[size][size];
        resumesAt = new int[size][size];
        overlapSince = new int[size][size][size];
        madeByOperator = new boolean[size][size];
        for (int[] ends : heard) {
            Arrays.fill(ends, NONE);
        }
    }

    boolean runs(int node) {
        return up[node] && !frozen[node];
    }

    boolean claims(int node, int peer) {
        return heard[node][peer] != NONE;
    }

    /** Whether a call over the connection that is there is answered. */
    boolean isLinked(int one, int other) {
        return claims(one, other) && claims(other, one) && runs(one) && runs(other) && carries(one, other);
    }

    private boolean carries(int one, int other) {
        return isOpen(one, other) && now >= Math.max(resumesAt[one][other], resumesAt[other][one]);
    }

    /** Whether a new connection of TCP is made; the machine of a frozen VM makes one as well. */
    boolean isOpen(int one, int other) {
        return !blocked[one][other] && !blocked[other][one];
    }

    /** From now on the network is as it should be, so that whoever overlaps was made to. */
    void faultsEnd() {
        faultsEndedAt = now + 1;
    }

    /** Links that worked and were given up for an overlap that the operator made after the faults had ended. */
    int lostToOperator() {
        return lostToOperator;
    }

    void start(int node) {
        if (!up[node]) {
            up[node] = true;
            frozen[node] = false;
            creation[node]++;
        }
    }

    void kill(int node) {
        up[node] = false;
        frozen[node] = false;
        Arrays.fill(heard[node], NONE);
    }

    void block(int from, int to) {
        if (!blocked[from][to]) {
            blocked[from][to] = true;
            blockedSince[from][to] = now;
        }
    }

    void unblock(int from, int to) {
        if (blocked[from][to]) {
            blocked[from][to] = false;
            int pause = Math.min(now - blockedSince[from][to], LONGEST_RESUME);
            resumesAt[from][to] = now + random.nextInt(pause + 1);
        }
    }

    /** {@code net_kernel:connect_node/1} on the one. */
    boolean connect(int one, int other, boolean byOperator) {
        if (claims(one, other)) {
            return true;
        }
        if (!runs(one) || !runs(other) || !isOpen(one, other) || refuses[one][other]) {
            return false;
        }
        heard[one][other] = now;
        heard[other][one] = now;
        resumesAt[one][other] = now;
        resumesAt[other][one] = now;
        madeByOperator[one][other] = byOperator;
        madeByOperator[other][one] = byOperator;
        if (connectsAll) {
            for (int peer = 0; peer < size; peer++) {
                introduce(one, other, peer);
                introduce(other, one, peer);
            }
        }
        return true;
    }

    /** The one learns of a peer of the other. */
    private void introduce(int one, int other, int peer) {
        if (peer != one && claims(other, peer) && !claims(one, peer)) {
            toTry.add(new int[] {one, peer});
        }
    }

    /** {@code erlang:disconnect_node/1} on the one. */
    boolean disconnect(int one, int other) {
        boolean was = claims(one, other);
        if (was) {
            letGo(one, other);
        }
        return was;
    }

    void step() {
        now++;
        for (int one = 0; one < size; one++) {
            for (int other = 0; other < size; other++) {
                if (claims(one, other) && runs(one)) {
                    tick(one, other);
                }
            }
        }
        List.copyOf(toTry).forEach(pair -> connect(pair[0], pair[1], false));
        toTry.clear();
        if (preventsOverlap) {
            IntStream.range(0, size).filter(this::runs).forEach(this::resolveOverlaps);
        }
    }

    private void tick(int one, int other) {
        if (parts[one][other]) {
            letGo(one, other);
        } else if (isLinked(one, other)) {
            heard[one][other] = now;
        } else if (isOpen(one, other) && (!up[other] || (runs(other) && !claims(other, one)))) {
            // The other end is gone, and its machine says so.
            letGo(one, other);
        } else if (now - heard[one][other] > tickTime) {
            letGo(one, other);
        }
    }

    private void letGo(int one, int other) {
        heard[one][other] = NONE;
        if (preventsOverlap) {
            int loser = random.nextBoolean() ? one : other;
            for (int third = 0; third < size; third++) {
                if (isLinked(third, one) && (!runs(other) || isLinked(third, other))) {
                    close(third, runs(other) ? loser : other);
                }
            }
        }
    }

    /** Both ends, without a report that the connection was lost: who lets go says why. */
    private void close(int one, int other) {
        heard[one][other] = NONE;
        heard[other][one] = NONE;
    }

    private void resolveOverlaps(int middle) {
        for (int one = 0; one < size; one++) {
            for (int other = 0; other < one; other++) {
                boolean overlaps =
                        isLinked(middle, one) && isLinked(middle, other) && !claims(one, other) && !claims(other, one);
                if (!overlaps) {
                    overlapSince[middle][one][other] = now;
                } else if (now - overlapSince[middle][one][other] > OVERLAP_GRACE) {
                    boolean isOperators = madeByOperator[middle][one] || madeByOperator[middle][other];
                    if (isOperators && overlapSince[middle][one][other] >= faultsEndedAt) {
                        lostToOperator++;
                    }
                    close(middle, random.nextBoolean() ? one : other);
                }
            }
        }
    }
}
