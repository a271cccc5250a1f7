package dev.beamcluster.kubectl.page.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.audit.AuditLog;
import dev.beamcluster.kubectl.audit.AuditLogs;
import dev.beamcluster.kubectl.audit.OperatorLines;
import dev.beamcluster.kubectl.audit.OperatorLogs;
import dev.beamcluster.kubectl.node.NodeSample;
import dev.beamcluster.kubectl.page.Facts;
import dev.beamcluster.kubectl.page.Verified;
import dev.beamcluster.kubectl.view.Asked;

/** A person who may read BeamClusters, and nothing else, but has kept a log of the operator as a file. */
final class SilentQuestions implements Questions {

    private static <T> Asked<T> mayNot(String what) {
        return new Asked.Unanswered<>("missing right: jane may not " + what + " in the namespace shop");
    }

    @Override
    public Facts facts(BeamCluster cluster) {
        return new Facts(mayNot("list pods"), new Asked.Got<>(List.of()), new Asked.Got<>(Optional.empty()));
    }

    @Override
    public Asked<Map<String, String>> zones(BeamCluster cluster) {
        return mayNot("get nodes");
    }

    @Override
    public Asked<NodeSample> sample(BeamCluster cluster, String pod) {
        return mayNot("get secrets");
    }

    @Override
    public Asked<Verified> verify(BeamCluster cluster) {
        return mayNot("get secrets");
    }

    @Override
    public Asked<AuditLogs> audit() {
        var kept = new AuditLog("operator.log", OperatorLines.log(), false);
        return new Asked.Got<>(
                new AuditLogs(new OperatorLogs(List.of(kept), List.of()), mayNot("read"), mayNot("get nodes/proxy")));
    }
}
