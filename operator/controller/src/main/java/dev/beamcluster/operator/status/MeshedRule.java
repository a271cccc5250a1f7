package dev.beamcluster.operator.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Sampling;
import dev.beamcluster.operator.observed.Snapshot;

/** Whether every link between the nodes was verified; if not, the cause that explains most. */
final class MeshedRule {

    private MeshedRule() {}

    static Verdict verdict(Snapshot observed) {
        if (observed.wanted() == 0) {
            return unknown(Reason.ScaledToZero, "there are no nodes");
        }
        return observed.mesh()
                .believed()
                .map(report -> ofReport(observed, report))
                .orElseGet(() -> unknown(Reason.ProbeStale, StaleProbe.whyNot(observed.mesh())));
    }

    private static Verdict ofReport(Snapshot observed, MeshReport report) {
        MeshDiagnosis faults = MeshDiagnosis.of(observed, report);
        return Stream.of(
                        nodesWith(Cause.COOKIE_MISMATCH, Reason.CookieMismatch, faults),
                        nodesWith(Cause.NAME_MISMATCH, Reason.NameMismatch, faults),
                        nodesWith(Cause.TLS_FAILED, Reason.TlsHandshakeFailed, faults),
                        nodesWith(Cause.INCOMPATIBLE, Reason.IncompatibleRelease, faults),
                        linksWith(Cause.DNS_FAILURE, Reason.DnsFailure, faults),
                        linksWith(Cause.HIDDEN, Reason.HiddenNode, faults),
                        links(faults),
                        gone(faults),
                        blind(faults))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> whole(observed, report));
    }

    private static Verdict whole(Snapshot observed, MeshReport report) {
        return observed.wanted() == 1
                ? Verdict.yes(ConditionType.Meshed, Reason.SingleNode, "the one node answers")
                : Verdict.yes(
                        ConditionType.Meshed,
                        Reason.FullMesh,
                        "all " + report.expectedLinks() + " directed links were verified" + sampled(observed));
    }

    private static String sampled(Snapshot observed) {
        int rounds = Sampling.rounds(observed.wanted());
        return rounds == 1 ? "" : ", each within " + rounds + " rounds";
    }

    private static Optional<Verdict> nodesWith(Cause cause, Reason reason, MeshDiagnosis faults) {
        var nodes = new TreeMap<>(faults.unreachable());
        nodes.values().removeIf(fault -> fault.cause() != cause);
        return nodes.isEmpty() ? Optional.empty() : Optional.of(no(reason, describe(nodes)));
    }

    private static Optional<Verdict> linksWith(Cause cause, Reason reason, MeshDiagnosis faults) {
        var links = new TreeMap<>(faults.links());
        links.values().removeIf(fault -> fault.cause() != cause);
        return links.isEmpty() ? Optional.empty() : Optional.of(no(reason, describe(links)));
    }

    private static Optional<Verdict> links(MeshDiagnosis faults) {
        if (faults.links().isEmpty()) {
            return Optional.empty();
        }
        List<SortedSet<NodeName>> islands = faults.islands();
        return Optional.of(
                islands.size() > 1
                        ? no(
                                Reason.Partitioned,
                                islands.size() + " islands: " + islands + "; " + describe(faults.links()))
                        : no(Reason.LinksMissing, describe(faults.links())));
    }

    private static Optional<Verdict> gone(MeshDiagnosis faults) {
        return faults.gone().isEmpty()
                ? Optional.empty()
                : Optional.of(no(Reason.NodesUnreachable, describe(faults.gone())));
    }

    private static Optional<Verdict> blind(MeshDiagnosis faults) {
        return faults.unreachable().isEmpty()
                ? Optional.empty()
                : Optional.of(unknown(
                        Reason.OperatorCannotReachNodes,
                        "the operator cannot tell, and changes nothing: " + describe(faults.unreachable())));
    }

    private static String describe(SortedMap<?, Fault> faults) {
        return FaultMessages.list(
                faults.entrySet().stream().map(MeshedRule::describe).toList());
    }

    private static String describe(Map.Entry<?, Fault> entry) {
        String what = entry.getKey() instanceof Link(NodeName from, NodeName to)
                ? from + " cannot call " + to
                : entry.getKey().toString();
        return what + ": " + FaultMessages.of(entry.getValue());
    }

    private static Verdict no(Reason reason, String message) {
        return Verdict.no(ConditionType.Meshed, reason, message);
    }

    private static Verdict unknown(Reason reason, String message) {
        return Verdict.unknown(ConditionType.Meshed, reason, message);
    }
}
