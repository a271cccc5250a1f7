package dev.beamcluster.operator.status;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus.Island;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MeshStatus;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus.MissingLink;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.operator.observed.Snapshot;

/** The links of the mesh as data, for programs and for {@code kubectl get -o yaml}. */
final class MeshStatuses {

    /** The CRD's limit for the items of a list, which bounds the size of the status. */
    static final int AT_MOST = 20;

    private MeshStatuses() {}

    static MeshStatus of(Snapshot seen, MeshReport report) {
        return new MeshStatus(
                report.expectedLinks(),
                report.establishedLinks().size(),
                missing(report),
                islands(report),
                unexpectedNodes(seen, report));
    }

    private static List<MissingLink> missing(MeshReport report) {
        return report.missingLinks().entrySet().stream()
                .limit(AT_MOST)
                .map(entry -> new MissingLink(
                        entry.getKey().from().toString(),
                        entry.getKey().to().toString(),
                        FaultReason.of(entry.getValue().cause()).name()))
                .toList();
    }

    private static List<Island> islands(MeshReport report) {
        List<SortedSet<NodeName>> islands = report.islands();
        return islands.size() < 2
                ? List.of()
                : islands.stream()
                        .limit(AT_MOST)
                        .map(island -> new Island(
                                island.stream().map(NodeName::toString).toList()))
                        .toList();
    }

    /** Returns unexpected nodes, also those that were connected for a moment. A node that is being scaled down stays connected until its pod terminates, so it is expected. */
    private static List<String> unexpectedNodes(Snapshot seen, MeshReport report) {
        var unexpectedNodes = new TreeSet<>(report.unexpectedNodes());
        unexpectedNodes.addAll(report.visitors());
        seen.leaving().values().forEach(node -> unexpectedNodes.remove(node.node()));
        return unexpectedNodes.stream().limit(AT_MOST).map(NodeName::toString).toList();
    }
}
