package dev.beamcluster.operator.status;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.operator.observed.ExpectedNode;

/** The last look at the mesh, where it can be believed: recent, and at the nodes that are wanted now. */
final class FreshReport {

    private FreshReport() {}

    static Optional<MeshReport> of(Observed observed, Instant now) {
        return observed.mesh()
                .filter(look -> look.at().plus(observed.outdatedAfter()).isAfter(now))
                .map(look -> look.report())
                .filter(report -> isOfTheseNodes(report, observed));
    }

    static String whyNot(Observed observed) {
        if (observed.mesh().isEmpty()) {
            return "the operator has not looked yet";
        }
        return isOfTheseNodes(observed.mesh().get().report(), observed)
                ? "the operator has not looked for longer than "
                        + observed.outdatedAfter().toSeconds() + " s"
                : "the operator has not looked at the nodes of this generation yet";
    }

    private static boolean isOfTheseNodes(MeshReport report, Observed observed) {
        return report.nodes()
                .keySet()
                .equals(observed.nodes().stream().map(ExpectedNode::node).collect(Collectors.toSet()));
    }
}
