package dev.beamcluster.mesh.monitor;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.beamcluster.mesh.ClusterId;
import dev.beamcluster.mesh.MeshMonitor.Observation;
import dev.beamcluster.mesh.MeshTarget;

/**
 * The last report of one mesh. Calls the listener when the report changes, when it becomes stale, and when the
 * staleness ends.
 */
final class LatestReport implements AutoCloseable {

    private final Runnable listener;
    private final RoundMeter meter;
    private final StalenessAlarm alarm;
    private volatile @Nullable Observation latest;
    private volatile boolean closed;

    /** Whether the listener has accepted the last change; used by the rounds' thread only. */
    private boolean isAnnounced = true;

    LatestReport(ClusterId id, MeshTarget target, WatchContext context, RoundMeter meter, Runnable listener) {
        this.listener = listener;
        this.meter = meter;
        this.alarm = new StalenessAlarm(id, target.staleAfter(), context.clock(), context.staleness(), listener);
    }

    Optional<Observation> get() {
        return Optional.ofNullable(latest);
    }

    void retarget(MeshTarget target) {
        alarm.setLimit(target.staleAfter());
    }

    /** Publishes a report. A listener that throws is called again with the next report. */
    void publish(Observation next) {
        if (closed) {
            return;
        }
        Observation before = latest;
        latest = next;
        boolean endsStaleness = alarm.reported(next.at());
        boolean isChanged = before == null
                || !before.report().equals(next.report())
                || !before.members().equals(next.members());
        if (before != null && isChanged) {
            meter.changed(before, next);
        }
        if (isChanged || endsStaleness || !isAnnounced) {
            isAnnounced = false;
            listener.run();
            isAnnounced = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        alarm.close();
    }
}
