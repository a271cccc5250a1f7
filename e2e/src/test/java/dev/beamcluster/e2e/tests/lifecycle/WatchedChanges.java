package dev.beamcluster.e2e.tests.lifecycle;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records every change, in the order of the API server; polling would miss some.
 *
 * @param <T> kind of object
 */
final class WatchedChanges<T> implements Watcher<T>, AutoCloseable {

    private final ConcurrentLinkedQueue<Change<T>> changes = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<WatcherException> failures = new ConcurrentLinkedQueue<>();
    private final Watch watch;

    /** One change: the action, and the object after it. */
    record Change<T>(Action action, T object) {}

    WatchedChanges(Watchable<T> watched) {
        this.watch = watched.watch(this);
    }

    /** All changes until now. */
    List<Change<T>> all() {
        assertThat(failures).as("ends of the watch").isEmpty();
        return List.copyOf(changes);
    }

    @Override
    public void eventReceived(Action action, T object) {
        changes.add(new Change<>(action, object));
    }

    @Override
    public void onClose(WatcherException cause) {
        failures.add(cause);
    }

    @Override
    public boolean reconnecting() {
        return true;
    }

    @Override
    public void close() {
        watch.close();
    }
}
