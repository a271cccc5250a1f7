package dev.beamcluster.operator.observed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshMonitor;
import dev.beamcluster.mesh.MeshReport;

/**
 * The last mesh report, if it may be believed: recent, and of the wanted nodes at the addresses that their pods have now. The rollout's
 * gate and the status use the same one, so that neither takes what was seen of a pod for the verdict on the pod that replaced it.
 */
public sealed interface FreshReport {

    /** It may be believed. */
    record Believed(MeshReport report) implements FreshReport {}

    /** No round has ended yet. */
    record NeverProbed() implements FreshReport {}

    /** The last round ended longer ago than {@code limit}. */
    record TooOld(Duration limit) implements FreshReport {}

    /** The last round was of other nodes, or of pods that were replaced since. */
    record OfOtherNodes() implements FreshReport {}

    /**
     * Judges the last report.
     *
     * @param last the last report of the monitor; empty before the first round has ended
     * @param members the wanted nodes, in ordinal order
     * @param staleAfter how old a report may be
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
        return seen.at().plus(staleAfter).isAfter(now) ? new Believed(seen.report()) : new TooOld(staleAfter);
    }

    /** The report; empty where it may not be believed. */
    default Optional<MeshReport> believed() {
        return this instanceof Believed(MeshReport report) ? Optional.of(report) : Optional.empty();
    }
}
