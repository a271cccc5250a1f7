package dev.beamcluster.kubectl.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.erlang.NodeConnection;
import dev.beamcluster.mesh.erlang.OperatorNode;
import dev.beamcluster.mesh.monitor.HiddenNodeMonitor;

/** Verifies every directed link of a mesh with the operator's engine, and changes nothing. */
public final class MeshVerifier {

    private static final ClusterId ID = new ClusterId("", "", "");

    private static final long LOOK_MILLIS = 20;

    private MeshVerifier() {}

    /**
     * Joins the mesh, probes it, and leaves it. A mesh that is not whole is probed three times: the first round finds what is
     * missing, and the next ones why.
     *
     * @param selves names to join with; the next is used if a node says that one is in use
     * @param patience how long to wait for a round
     * @return empty if no round ended in time
     */
    public static Optional<Observation> verify(
            PluginNodes selves, MeshTarget target, InstantSource clock, Duration patience) throws InterruptedException {
        Optional<Observation> seen = Optional.empty();
        for (OperatorNode self : selves.inOrder()) {
            seen = verify(self, target, clock, patience);
            if (seen.filter(MeshVerifier::isRefused).isEmpty()) {
                return seen;
            }
        }
        return seen;
    }

    private static Optional<Observation> verify(
            OperatorNode self, MeshTarget target, InstantSource clock, Duration patience) throws InterruptedException {
        try (var monitor = new HiddenNodeMonitor(self.name(), self.incarnation(), self.dialer(), clock, _ -> {})) {
            monitor.watch(ID, target);
            Optional<Observation> seen = after(Instant.MIN, monitor, clock, patience);
            for (int round = 1;
                    round < 3 && seen.filter(MeshVerifier::isDoubtful).isPresent();
                    round++) {
                Optional<Observation> next = after(seen.get().at(), monitor, clock, patience);
                seen = next.isPresent() ? next : seen;
            }
            return seen;
        }
    }

    private static boolean isRefused(Observation seen) {
        return seen.report().unreachable().values().stream().anyMatch(NodeConnection::isNameInUse);
    }

    private static boolean isDoubtful(Observation seen) {
        return seen.report().isWhole() != MeshReport.Wholeness.WHOLE;
    }

    private static Optional<Observation> after(
            Instant last, HiddenNodeMonitor monitor, InstantSource clock, Duration patience)
            throws InterruptedException {
        Instant end = clock.instant().plus(patience);
        while (clock.instant().isBefore(end)) {
            Optional<Observation> seen =
                    monitor.latest(ID).filter(observation -> observation.at().isAfter(last));
            if (seen.isPresent()) {
                return seen;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return Optional.empty();
    }
}
