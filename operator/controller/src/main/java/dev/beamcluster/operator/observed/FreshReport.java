package dev.beamcluster.operator.observed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.mesh.MeshReport;

/**
 * The last mesh report, if it is fresh: recent, and of the current nodes at the current addresses of their pods. The gate of the
 * rollout and the status share it, so that neither applies the report of a pod to the pod that replaced it.
 */
public sealed interface FreshReport {

    /** The report is fresh. */
    record Fresh(MeshReport report) implements FreshReport {}

    /** No round has ended yet. */
    record NeverProbed() implements FreshReport {}

    /** The last round ended longer ago than {@code limit}. */
    record TooOld(Duration limit) implements FreshReport {}

    /** The last round covered other nodes, or pods that have been replaced since. */
    record OfOtherNodes() implements FreshReport {}

    /**
     * Checks the last report.
     *
     * @param last the last report of the monitor; empty before the first round has ended
     * @param members the nodes that the spec asks for, in ordinal order
     * @param staleAfter the maximum age of a report
     */
    static FreshReport of(
            Optional<MeshMonitor.Observation> last, List<Member> members, Duration staleAfter, Instant now) {
        if (last.isEmpty()) {
            return new NeverProbed();
        }
        MeshMonitor.Observation seen = last.get();
        if (!seen.members().equals(members)) {
            return new OfOtherNodes();
        }
        return seen.at().plus(staleAfter).isAfter(now) ? new Fresh(seen.report()) : new TooOld(staleAfter);
    }

    /** Returns the report; empty if it is not fresh. */
    default Optional<MeshReport> ifFresh() {
        return this instanceof Fresh(MeshReport report) ? Optional.of(report) : Optional.empty();
    }
}
