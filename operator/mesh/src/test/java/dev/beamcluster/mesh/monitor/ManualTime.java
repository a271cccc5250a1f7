package dev.beamcluster.mesh.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock that a test advances, and an executor that runs what is due, on the thread of the test. */
final class ManualTime extends ScheduledThreadPoolExecutor implements InstantSource {

    private final List<Task> tasks = new CopyOnWriteArrayList<>();
    private Instant now = Instant.EPOCH;

    ManualTime() {
        super(0);
    }

    /** Passes the time, and runs each task when it is due. */
    void pass(Duration duration) {
        var end = now.plus(duration);
        while (true) {
            tasks.removeIf(Task::isDone);
            var next =
                    tasks.stream().min(Comparator.comparing(task -> task.due)).filter(task -> !task.due.isAfter(end));
            if (next.isEmpty()) {
                now = end;
                return;
            }
            now = next.get().due;
            next.get().run();
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        var task = new Task(command, now.plus(Duration.of(delay, unit.toChronoUnit())));
        tasks.add(task);
        return task;
    }

    private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final Instant due;

        private Task(Runnable command, Instant due) {
            super(command, null);
            this.due = due;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(now, due));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
