package dev.beamcluster.operator.status;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.operator.observed.Snapshot;

/** Whether the nodes that answer run the same versions and settings. They may differ while pods are being replaced. */
final class UniformRule {

    private UniformRule() {}

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
        if (report.isEmpty()) {
            return unknown(Reason.ProbeStale, StaleProbe.inWords(seen.mesh()));
        }
        if (isRollingOut(seen, unapplied.isPresent())) {
            return unknown(
                    Reason.RolloutInProgress, "pods are being replaced; versions are compared when all are updated");
        }
        SortedMap<NodeName, NodeInfo> infos = infos(report.get());
        return infos.isEmpty()
                ? unknown(Reason.OperatorCannotReachNodes, "no node answers the operator")
                : compared(infos, PodNames.of(seen));
    }

    private static Verdict compared(SortedMap<NodeName, NodeInfo> infos, PodNames pods) {
        var differences = new NodeDifferences(infos, pods);
        List<String> versions = differences.versions();
        if (!versions.isEmpty()) {
            return Verdict.no(ConditionType.Uniform, Reason.VersionSkew, ShortList.ofSentences(versions));
        }
        List<String> settings = differences.settings();
        return settings.isEmpty()
                ? Verdict.yes(ConditionType.Uniform, Reason.NodesUniform, same(infos))
                : Verdict.no(ConditionType.Uniform, Reason.KernelSettingsDiffer, ShortList.ofSentences(settings));
    }

    /** Whether a rollout is in progress. While the spec is not applied, no pods are added to the existing ones. */
    private static boolean isRollingOut(Snapshot seen, boolean isUnapplied) {
        return seen.workload()
                .map(facts -> !facts.observed() || facts.updated() != (isUnapplied ? facts.replicas() : seen.wanted()))
                .orElse(!isUnapplied);
    }

    private static SortedMap<NodeName, NodeInfo> infos(MeshReport report) {
        var infos = new TreeMap<NodeName, NodeInfo>();
        report.nodes().forEach((node, view) -> {
            if (view instanceof NodeView.Reached reached) {
                infos.put(node, reached.facts());
            }
        });
        return infos;
    }

    private static String same(SortedMap<NodeName, NodeInfo> infos) {
        return versions(infos.firstEntry().getValue()) + " on "
                + (infos.size() == 1 ? "the node" : "all " + infos.size() + " nodes");
    }

    /** Plain erl names OTP itself as its release (OTP, init:script_id/0). */
    private static String versions(NodeInfo any) {
        String otp = "Erlang/OTP " + any.otpRelease();
        return any.release().equals(otp) ? otp : any.release() + " on OTP " + any.otpRelease();
    }

    private static Verdict unknown(Reason reason, String message) {
        return Verdict.unknown(ConditionType.Uniform, reason, message);
    }
}
