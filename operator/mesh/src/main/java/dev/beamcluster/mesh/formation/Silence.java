package dev.beamcluster.mesh.formation;

import java.util.Optional;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.LinkCounters;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

/**
 * Whether packets still pass in one direction of a silent link. A call needs both directions, so calls alone cannot
 * show it. But the end whose packets arrive keeps retransmitting them, since their acknowledgements are lost, and the
 * other end counts what it receives ({@code tcpi_segs_in}, Linux 4.2, tcp.h). Without counters (a TLS socket, which a
 * process controls; another operating system) there is no result.
 *
 * @param baseline the first counters since the link became silent
 * @param fault the direction in which packets are lost, if they pass in the other
 */
record Silence(Optional<Counters> baseline, Optional<Fault> fault) {

    static final Silence NONE = new Silence(Optional.empty(), Optional.empty());

    /** Segments received by the first and by the second node of the pair. */
    record Counters(int atFirst, int atSecond) {}

    Silence after(Pair pair, LinkCounters atFirst, LinkCounters atSecond) {
        var now = new Counters(atFirst.segmentsIn(), atSecond.segmentsIn());
        if (baseline.isEmpty()) {
            return new Silence(Optional.of(now), Optional.empty());
        }
        boolean firstHears = now.atFirst() != baseline.get().atFirst();
        boolean secondHears = now.atSecond() != baseline.get().atSecond();
        if (firstHears == secondHears) {
            return new Silence(baseline, Optional.empty());
        }
        return new Silence(
                baseline,
                Optional.of(firstHears ? oneWay(pair.first(), pair.second()) : oneWay(pair.second(), pair.first())));
    }

    private static Fault oneWay(NodeName from, NodeName to) {
        return new Fault(Cause.ONE_DIRECTION, "packets from " + from + " do not arrive at " + to);
    }
}
