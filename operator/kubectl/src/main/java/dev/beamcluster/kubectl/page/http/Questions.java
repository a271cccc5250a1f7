package dev.beamcluster.kubectl.page.http;

import java.util.Map;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.kubectl.audit.AuditLogs;
import dev.beamcluster.kubectl.node.NodeSample;
import dev.beamcluster.kubectl.page.Facts;
import dev.beamcluster.kubectl.page.Verified;
import dev.beamcluster.kubectl.view.Asked;

/** Questions of the page to Kubernetes and to nodes, with the rights of the person. Called by several threads. */
public interface Questions {

    /** Reads what surrounds a BeamCluster. */
    Facts facts(BeamCluster cluster);

    /** Returns the zones of the pods, by the names of the pods; without those whose Kubernetes node has none. */
    Asked<Map<String, String>> zones(BeamCluster cluster);

    /** Asks a node what it does now. */
    Asked<NodeSample> sample(BeamCluster cluster, String pod);

    /** Verifies every link, as {@code kubectl beam verify} does. */
    Asked<Verified> verify(BeamCluster cluster);

    /** Reads the logs that have the audit trail, or the end of those that are large. */
    Asked<AuditLogs> audit();
}
