package dev.beamcluster.mesh.formation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * VMs, the network between them, and what OTP does with their connections. A step is a second.
 *
 * <p>Follows OTP (kernel, global). Each end of a connection knows only that it has one. An end that hears nothing for
 * the tick time disconnects; the other end notices when one of its packets gets through. A connection that was cut
 * resumes when TCP next retransmits, which may take as long again as the cut lasted. With {@code connect_all}, a new
 * connection makes each node try the other's peers once. With {@code prevent_overlapping_partitions}, a node that is
 * connected to two others disconnects from one of them if one reports that it lost the other, and after a while also
 * if the two never connect.
 */
final class SimulatedMesh {

    /** How long global waits for two nodes with a common peer to connect. */
    private static final int OVERLAP_GRACE = 7;

    /** TCP's longest pause between two retransmissions that matters here. */
    private static final int LONGEST_RESUME = 20;

    private static final int NONE = -1;

    final int size;
    final boolean[] up;
    final boolean[] frozen;
    final long[] creation;

    /** Whether packets from one to the other are dropped. */
    final boolean[][] blocked;

    /** Whether connecting fails although the path is open. */
    final boolean[][] refuses;

    /** Whether the application disconnects the two as soon as they connect. */
    final boolean[][] disconnects;

    private final Random random;
    private final boolean connectsAll;
    private final boolean preventsOverlap;
    private final int tickTime;

    /** When one end last heard from the other; {@link #NONE} if it has no connection. */
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
        disconnects = new boolean[size][size];
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

    /** Whether a call over the existing connection is answered. */
    boolean isLinked(int one, int other) {
        return claims(one, other) && claims(other, one) && runs(one) && runs(other) && carries(one, other);
    }

    private boolean carries(int one, int other) {
        return isOpen(one, other) && now >= Math.max(resumesAt[one][other], resumesAt[other][one]);
    }

    /** Whether a new TCP connection succeeds; the machine of a frozen VM accepts it as well. */
    boolean isOpen(int one, int other) {
        return !blocked[one][other] && !blocked[other][one];
    }

    /** Ends the faults: the network works, so any later overlap is caused by the operator. */
    void faultsEnd() {
        faultsEndedAt = now + 1;
    }

    /** Working links that OTP closed because of an overlap that the operator caused after the faults had ended. */
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

    /** {@code net_kernel:connect_node/1} on {@code one}. */
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

    /** {@code one} learns about a peer of {@code other}. */
    private void introduce(int one, int other, int peer) {
        if (peer != one && claims(other, peer) && !claims(one, peer)) {
            toTry.add(new int[] {one, peer});
        }
    }

    /** {@code erlang:disconnect_node/1} on {@code one}. */
    boolean disconnect(int one, int other) {
        boolean was = claims(one, other);
        if (was) {
            closeEnd(one, other);
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
        if (disconnects[one][other]) {
            closeEnd(one, other);
        } else if (isLinked(one, other)) {
            heard[one][other] = now;
        } else if (isOpen(one, other) && (!up[other] || (runs(other) && !claims(other, one)))) {
            // The other end has no connection, and its machine replies so.
            closeEnd(one, other);
        } else if (now - heard[one][other] > tickTime) {
            closeEnd(one, other);
        }
    }

    private void closeEnd(int one, int other) {
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

    /** Closes both ends without reporting a lost connection: the node that disconnects gives the reason. */
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
