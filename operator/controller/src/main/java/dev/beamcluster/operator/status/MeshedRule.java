package dev.beamcluster.operator.status;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Sampling;
import dev.beamcluster.operator.observed.ExpectedNode;
import dev.beamcluster.operator.observed.Snapshot;

/** Whether every link between the nodes is verified; if not, the cause that explains the most missing links. */
final class MeshedRule {

    private final MeshDiagnosis diagnosis;
    private final PodNames pods;
    private final Map<NodeName, String> podsDown;
    private final Set<NodeName> notRunning;
    private final Remedies remedies;

    private MeshedRule(Snapshot seen, MeshReport report) {
        this.diagnosis = MeshDiagnosis.of(seen, report);
        this.pods = PodNames.of(seen);
        this.podsDown = PodDown.among(seen);
        this.notRunning = seen.nodes().stream()
                .filter(node -> !node.isUp())
                .map(ExpectedNode::node)
                .collect(Collectors.toSet());
        this.remedies = new Remedies(seen, report);
    }

    /**
     * Returns the verdict.
     *
     * @param report a report of the existing nodes, if it is fresh
     */
    static Verdict verdict(Snapshot seen, Optional<MeshReport> report, Optional<UnappliedSpec> unapplied) {
        if (seen.wanted() == 0) {
            return unknown(Reason.ScaledToZero, "no nodes: spec.replicas is 0");
        }
        if (unapplied.filter(spec -> spec.existing().isEmpty()).isPresent()) {
            return unknown(Reason.SpecNotApplied, unapplied.get().why("no pods yet"));
        }
        return report.map(mesh -> new MeshedRule(seen, mesh).fault().orElseGet(() -> whole(mesh)))
                .orElseGet(() -> unknown(Reason.ProbeStale, StaleProbe.inWords(seen.mesh())));
    }

    private static Verdict whole(MeshReport report) {
        return report.nodes().size() == 1
                ? Verdict.yes(ConditionType.Meshed, Reason.SingleNode, "the only node answers")
                : Verdict.yes(
                        ConditionType.Meshed,
                        Reason.FullMesh,
                        "all " + report.expectedLinks() + " directed links verified"
                                + sampled(report.nodes().size()));
    }

    private static String sampled(int nodes) {
        int rounds = Sampling.rounds(nodes);
        return rounds == 1 ? "" : ", each within " + rounds + " rounds";
    }

    private Optional<Verdict> fault() {
        return Stream.of(
                        nodesWith(Cause.COOKIE_MISMATCH, Reason.CookieMismatch),
                        nodesWith(Cause.NAME_MISMATCH, Reason.NameMismatch),
                        nodesWith(Cause.TLS_FAILED, Reason.TlsHandshakeFailed),
                        nodesWith(Cause.INCOMPATIBLE, Reason.IncompatibleRelease),
                        linksWith(Cause.COOKIE_MISMATCH, Reason.CookieMismatch),
                        linksWith(Cause.TLS_FAILED, Reason.TlsHandshakeFailed),
                        linksWith(Cause.PROTOCOL_MISMATCH, Reason.ProtocolMismatch),
                        linksWith(Cause.DNS_FAILURE, Reason.DnsFailure),
                        linksWith(Cause.HIDDEN, Reason.HiddenNode),
                        missingLinks(),
                        unreachable(),
                        unreachableForTheOperator())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A node whose container is not running does not count: another VM in its pod answered. */
    private Optional<Verdict> nodesWith(Cause cause, Reason reason) {
        var nodes = new TreeMap<>(diagnosis.unreachable());
        nodes.keySet().removeAll(notRunning);
        nodes.values().removeIf(fault -> fault.cause() != cause);
        return nodes.isEmpty()
                ? Optional.empty()
                : Optional.of(no(reason, remedies.afterNodes(FaultMessages.of(nodes, pods), cause, nodes)));
    }

    private Optional<Verdict> linksWith(Cause cause, Reason reason) {
        var links = new TreeMap<>(diagnosis.links());
        links.values().removeIf(fault -> fault.cause() != cause);
        return links.isEmpty()
                ? Optional.empty()
                : Optional.of(no(reason, remedies.afterLinks(LinkMessages.of(links, pods), cause, links)));
    }

    private Optional<Verdict> missingLinks() {
        SortedMap<Link, Fault> links = diagnosis.links();
        if (links.isEmpty()) {
            return Optional.empty();
        }
        String message = LinkMessages.of(links, pods);
        List<SortedSet<NodeName>> islands = diagnosis.islands();
        return Optional.of(
                islands.size() > 1
                        ? no(
                                Reason.Partitioned,
                                islands.size() + " islands: " + describeIslands(islands) + "; " + message)
                        : no(Reason.LinksMissing, message));
    }

    private String describeIslands(List<SortedSet<NodeName>> islands) {
        return ShortList.of(islands.stream()
                .map(island -> "[" + ShortList.of(names(island)) + "]")
                .toList());
    }

    private List<String> names(Collection<NodeName> nodes) {
        return nodes.stream().map(pods::of).toList();
    }

    private Optional<Verdict> unreachable() {
        return diagnosis.gone().isEmpty()
                ? Optional.empty()
                : Optional.of(no(
                        Reason.NodesUnreachable,
                        remedies.afterUnreachable(
                                FaultMessages.of(diagnosis.gone(), pods, podsDown), diagnosis.gone())));
    }

    private Optional<Verdict> unreachableForTheOperator() {
        return diagnosis.unreachable().isEmpty()
                ? Optional.empty()
                : Optional.of(unknown(
                        Reason.OperatorCannotReachNodes,
                        "the operator cannot reach these nodes, but their peers may; no pod is touched: "
                                + FaultMessages.of(diagnosis.unreachable(), pods)));
    }

    private static Verdict no(Reason reason, String message) {
        return Verdict.no(ConditionType.Meshed, reason, message);
    }

    private static Verdict unknown(Reason reason, String message) {
        return Verdict.unknown(ConditionType.Meshed, reason, message);
    }
}
