package dev.beamcluster.mesh.formation;

import java.util.Optional;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Pair;

/**
 * Whether over a silent link packets still pass one way. A call needs both ways, so calls alone do not tell; but the end whose packets
 * arrive sends them again and again, as the answers are lost, and the other end's machine counts what comes ({@code tcpi_segs_in},
 * Linux 4.2, tcp.h). Where nothing is counted (TLS, whose socket is a process's own; another system) nothing is said.
 *
 * @param baseline the first counters since the link is silent
 * @param fault which way packets do not pass, where they pass the other way
 */
record Silence(Optional<Counters> baseline, Optional<Fault> fault) {

    static final Silence NONE = new Silence(Optional.empty(), Optional.empty());

    /** Segments that came in at the first node of the pair, and at the second. */
    record Counters(int atFirst, int atSecond) {}

    Silence after(Pair pair, Counters now) {
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
