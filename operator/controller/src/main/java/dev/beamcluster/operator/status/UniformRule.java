package dev.beamcluster.operator.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeInfo;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.operator.observed.Snapshot;

/** Whether the nodes that answer are alike. While pods are being replaced they need not be. */
final class UniformRule {

    private UniformRule() {}

    static Verdict verdict(Snapshot observed) {
        if (observed.wanted() == 0) {
            return unknown(Reason.ScaledToZero, "there are no nodes");
        }
        Optional<MeshReport> report = observed.mesh().believed();
        if (report.isEmpty()) {
            return unknown(Reason.ProbeStale, StaleProbe.whyNot(observed.mesh()));
        }
        if (isRollingOut(observed)) {
            return unknown(Reason.RolloutInProgress, "pods are being replaced: versions are compared after that");
        }
        SortedMap<NodeName, NodeInfo> facts = facts(report.get());
        if (facts.isEmpty()) {
            return unknown(Reason.OperatorCannotReachNodes, "no node answers the operator");
        }
        List<String> versions = versions(facts);
        if (!versions.isEmpty()) {
            return Verdict.no(ConditionType.Uniform, Reason.VersionSkew, FaultMessages.list(versions));
        }
        List<String> settings = settings(facts);
        if (!settings.isEmpty()) {
            return Verdict.no(ConditionType.Uniform, Reason.KernelSettingsDiffer, FaultMessages.list(settings));
        }
        return Verdict.yes(ConditionType.Uniform, Reason.NodesUniform, alike(facts));
    }

    private static boolean isRollingOut(Snapshot observed) {
        return observed.workload()
                .filter(facts -> facts.observed() && facts.updated() == observed.wanted())
                .isEmpty();
    }

    private static SortedMap<NodeName, NodeInfo> facts(MeshReport report) {
        var facts = new TreeMap<NodeName, NodeInfo>();
        report.nodes().forEach((node, view) -> {
            if (view instanceof NodeView.Reached reached) {
                facts.put(node, reached.facts());
            }
        });
        return facts;
    }

    private static List<String> versions(SortedMap<NodeName, NodeInfo> facts) {
        var differences = new ArrayList<String>();
        difference("OTP release", facts, node -> Optional.of(node.otpRelease())).ifPresent(differences::add);
        difference("release", facts, node -> Optional.of(node.release())).ifPresent(differences::add);
        if (differences.isEmpty()) {
            applications(facts)
                    .forEach(application -> difference(
                                    "application " + application,
                                    facts,
                                    node -> Optional.ofNullable(
                                            node.applications().get(application)))
                            .ifPresent(differences::add));
        }
        return differences;
    }

    private static List<String> settings(SortedMap<NodeName, NodeInfo> facts) {
        var differences = new ArrayList<String>();
        difference("net_ticktime", facts, node -> node.netTickSeconds().map(seconds -> seconds + " s"))
                .ifPresent(differences::add);
        difference(
                        "prevent_overlapping_partitions",
                        facts,
                        node -> Optional.of(String.valueOf(node.preventsOverlappingPartitions())))
                .ifPresent(differences::add);
        difference("the distribution protocol", facts, node -> Optional.of(node.protocol()))
                .ifPresent(differences::add);
        return differences;
    }

    private static Set<String> applications(SortedMap<NodeName, NodeInfo> facts) {
        return facts.values().stream()
                .flatMap(node -> node.applications().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A node that does not tell the value differs from none: an application may not have been started there. */
    private static Optional<String> difference(
            String what, SortedMap<NodeName, NodeInfo> facts, Function<NodeInfo, Optional<String>> value) {
        var nodesByValue = new TreeMap<String, List<NodeName>>();
        facts.forEach((node, said) -> value.apply(said)
                .ifPresent(text -> nodesByValue
                        .computeIfAbsent(text, _ -> new ArrayList<>())
                        .add(node)));
        return nodesByValue.size() < 2
                ? Optional.empty()
                : Optional.of(what + " is "
                        + nodesByValue.entrySet().stream()
                                .map(entry -> entry.getKey() + " on " + FaultMessages.list(entry.getValue()))
                                .collect(Collectors.joining(" and ")));
    }

    private static String alike(SortedMap<NodeName, NodeInfo> facts) {
        NodeInfo any = facts.firstEntry().getValue();
        return "%s with OTP %s on %s"
                .formatted(
                        any.release(),
                        any.otpRelease(),
                        facts.size() == 1 ? "the node" : "all " + facts.size() + " nodes");
    }

    private static Verdict unknown(Reason reason, String message) {
        return Verdict.unknown(ConditionType.Uniform, reason, message);
    }
}
