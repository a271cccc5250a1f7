package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.util.List;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshMeter;
import dev.beamcluster.mesh.MeshMeter.Attempt;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.formation.Result;

/** Counts what happens in one mesh. Used by the thread of its rounds. */
final class RoundMeter {

    private final ClusterId id;
    private final MeshMeter meter;
    private LostLinks lost = LostLinks.none();

    RoundMeter(ClusterId id, MeshMeter meter) {
        this.id = id;
        this.meter = meter;
    }

    /**
     * A round has ended.
     *
     * @param start see {@link PauseDetector#now()}
     */
    void ended(long start) {
        meter.roundEnded(id, Duration.ofNanos(PauseDetector.now() - start));
    }

    /** A report differs from the one before it. */
    void changed(Observation before, Observation next) {
        LostLinks.Change change = lost.after(before, next);
        lost = change.now();
        if (change.lost() > 0) {
            meter.linksLost(id, change.lost(), Duration.between(before.at(), next.at()));
        }
        if (change.restored() > 0) {
            meter.linksRestored(id, change.restored());
        }
    }

    /** Nodes were told to do something. */
    void attempted(List<Result> results) {
        for (Result result : results) {
            switch (result) {
                case Result.ConnectTried(var _, boolean done) -> meter.attempted(id, Attempt.CONNECT, done);
                case Result.DisconnectTried(var _, boolean done) -> meter.attempted(id, Attempt.DISCONNECT, done);
                case Result.PathTried _, Result.CountersRead _ -> {}
            }
        }
    }
}
