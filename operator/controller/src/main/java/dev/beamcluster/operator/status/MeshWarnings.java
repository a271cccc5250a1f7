package dev.beamcluster.operator.status;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.operator.observed.Snapshot;

/** What threatens a mesh that is still whole, or is whole again. */
final class MeshWarnings {

    private static final String SECRET = "Secret ";
    private static final String NODE = "unexpected node ";

    private MeshWarnings() {}

    /**
     * Returns the warnings.
     *
     * @param report a report of the existing nodes, if it is fresh
     */
    static List<String> of(Snapshot seen, Optional<MeshReport> report) {
        return report.stream()
                .flatMap(mesh -> Stream.of(changedCookie(seen, mesh), unexpectedNodes(mesh)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the reason of the event for a warning. */
    static EventReason reason(String warning) {
        if (warning.startsWith(SECRET)) {
            return MeshWarning.CookieChanged;
        }
        return warning.startsWith(NODE) ? MeshWarning.UnexpectedNode : SpecEvent.SpecWarning;
    }

    private static Optional<String> changedCookie(Snapshot seen, MeshReport report) {
        PodNames pods = PodNames.of(seen);
        List<String> former = report.withFormerCookie().stream().map(pods::of).toList();
        return former.isEmpty()
                ? Optional.empty()
                : Optional.of(SECRET + seen.spec().cookieSecret().orElse("") + ": its cookie was changed, and "
                        + ShortList.of(former) + (former.size() == 1 ? " runs" : " run")
                        + " with the former one: a pod that starts now cannot join them. Put the former cookie back, or"
                        + " restart all nodes with spec.rollout.gate: Pods (docs/day-two.md#rotating-a-cookie)");
    }

    private static Optional<String> unexpectedNodes(MeshReport report) {
        return report.visitors().isEmpty()
                ? Optional.empty()
                : Optional.of(NODE + ShortList.of(report.visitors())
                        + ": it was connected and visible when links between nodes were lost. Erlang disconnects nodes"
                        + " to prevent overlapping partitions; start such a node with -hidden");
    }
}
